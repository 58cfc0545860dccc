/** What a command needs of the world. */
export interface Terminal {
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  /** Aborted when the person stops the command. */
  readonly stopped: AbortSignal;
}
