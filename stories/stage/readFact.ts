import { expect, waitFor } from 'storybook/test';

/** What a story shows under a name; empty when it does not. */
export function readFact(canvasElement: HTMLElement, name: string): string {
  return canvasElement.querySelector(`[data-fact="${name}"]`)?.textContent ?? '';
}

/** Waits until a story shows a value under a name. */
export async function untilFact(canvasElement: HTMLElement, name: string, value: string): Promise<void> {
  await waitFor(() => expect(readFact(canvasElement, name)).toBe(value));
}
