import type { Mutation } from './mutations.ts';

/**
 * A file's text with the mutation made in it.
 * @throws Error when what it replaces does not occur, or more than once.
 */
export function applyMutation(text: string, { file, find, replace }: Mutation): string {
  const occurrences = text.split(find).length - 1;
  if (occurrences !== 1) throw new Error(`${file} holds this ${occurrences} times, not once:\n${find}`);
  return text.replace(find, () => replace);
}
