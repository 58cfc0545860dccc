/** What a developer needs to read when something goes wrong: what happened, why, and how to fix it. */
export interface ErrorExplanation {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}
