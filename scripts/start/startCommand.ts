import { spawn } from 'node:child_process';

/** A command that runs. */
export interface Running {
  /** All it has printed so far. */
  readonly output: () => string;
  /** Resolves once it has printed what is looked for; rejects with its output when it ends before that. */
  readonly said: (pattern: RegExp) => Promise<RegExpMatchArray>;
  /** Presses Ctrl-C: every process that the command started gets the signal, as a terminal would send it. Resolves with its exit code. */
  readonly interrupt: () => Promise<number | null>;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
  /** Whether any process of it is left. */
  readonly isAlive: () => boolean;
}

/** Starts a command in a folder, in a process group of its own. */
export function startCommand(folder: string, command: string, args: readonly string[]): Running {
  // Where CI is set, tools colour what they print, also in the middle of a word that is looked for.
  const env = { ...process.env, NO_COLOR: '1' };
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
  const group = -(child.pid ?? Number.NaN);
  const listeners = new Set<() => void>();
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  return {
    output: () => output,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match !== null) resolve(match);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(output)));
      }),
    interrupt() {
      process.kill(group, 'SIGINT');
      return ended;
    },
    ended,
    isAlive() {
      try {
        return process.kill(group, 0);
      } catch {
        return false;
      }
    },
  };
}
