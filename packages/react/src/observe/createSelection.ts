import { hasSameContent } from './hasSameContent.ts';

/**
 * Makes a `getSnapshot` that gives a part of a value, and the very same part for as long as its content stays the same:
 * React renders a subscriber only when this result changes.
 * @param select - Picks or derives the part. Told its previous result as well.
 */
export function createSelection<Value, Selected>(
  getSnapshot: () => Value,
  select: (value: Value, previous: Selected | undefined) => Selected,
): () => Selected {
  // What nothing equals: no value has been seen yet.
  let last: unknown = createSelection;
  let selected: Selected | undefined;
  return () => {
    const value = getSnapshot();
    if (last !== value) {
      const next = select(value, selected);
      last = value;
      if (!hasSameContent(selected, next)) selected = next;
    }
    return selected as Selected;
  };
}
