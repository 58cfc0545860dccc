/** More ways to put something together than anybody means. */
const MAX_COMBINATIONS = 64;

/**
 * Every way to take one out of each list: `[[a, b], [c]]` → `[[a, c], [b, c]]`.
 * @returns `undefined` where there are more than 64, so that no template makes a check endless.
 */
export function combinations<Part>(lists: readonly (readonly Part[])[]): readonly (readonly Part[])[] | undefined {
  let combined: readonly (readonly Part[])[] = [[]];
  for (const list of lists) {
    if (combined.length * list.length > MAX_COMBINATIONS) return undefined;
    combined = combined.flatMap((parts) => list.map((part) => [...parts, part]));
  }
  return combined;
}
