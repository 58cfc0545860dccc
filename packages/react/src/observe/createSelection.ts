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
  let last: { readonly value: Value; readonly selected: Selected } | undefined;
  return () => {
    const value = getSnapshot();
    if (last !== undefined && Object.is(last.value, value)) return last.selected;
    const next = select(value, last?.selected);
    const selected = last !== undefined && hasSameContent(last.selected, next) ? last.selected : next;
    last = { value, selected };
    return selected;
  };
}
