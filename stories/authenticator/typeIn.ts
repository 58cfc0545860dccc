import { screen, userEvent } from 'storybook/test';

/** Types into labelled fields with nothing but the keyboard: Tab until each has focus, then the text, and Enter at the end. */
export async function typeIn(texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) {
    const field = await screen.findByLabelText<HTMLInputElement>(label);
    await tabTo(field);
    await userEvent.keyboard(text);
  }
  await userEvent.keyboard('{Enter}');
}

/** Presses Tab until an element has focus; fails when the keyboard cannot reach it. */
export async function tabTo(element: HTMLElement): Promise<void> {
  for (let presses = 0; document.activeElement !== element; presses += 1) {
    if (presses > 30) throw new Error(`Tab never reaches ${element.outerHTML}`);
    await userEvent.tab();
  }
}
