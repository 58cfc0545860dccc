import { expect, it } from 'vitest';
import { createTabNotes } from './createTabNotes.ts';

it('a note is read by whoever comes after, and only in its slot', () => {
  const items = new Map<string, string>();
  const localStorage = { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, text: string) => void items.set(key, text) };
  createTabNotes({ localStorage: localStorage as unknown as Storage }).leave('slot', 'gone');
  const notes = createTabNotes({ localStorage: localStorage as unknown as Storage });
  expect([notes.read('slot'), notes.read('other')]).toEqual(['gone', undefined]);
});

it('there are no notes where the browser denies them, as in a sandboxed frame', () => {
  const notes = createTabNotes({
    get localStorage(): Storage {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  notes.leave('slot', 'gone');
  expect(notes.read('slot')).toBeUndefined();
});
