/** A text with its adjacent literals joined, and the way back. */
export interface JoinedText {
  readonly text: string;
  /** Where an index of the joined text was before. */
  readonly indexOf: (index: number) => number;
}

// `'AKIA' + 'Q3EG'`, also over lines; the quotes need not be alike.
const SEAM = /["'`]\s*\+\s*["'`]/g;

/** Joins string literals that are added to one another, as a minifier would: `'AKIA' + 'Q3EG'` becomes `'AKIAQ3EG'`. */
export function joinLiterals(text: string): JoinedText {
  const seams = [...text.matchAll(SEAM)].map(({ 0: { length }, index }) => ({ index, length }));
  if (seams.length === 0) return { text, indexOf: (index) => index };
  return {
    text: text.replace(SEAM, ''),
    indexOf(index) {
      let original = index;
      for (const seam of seams) {
        if (seam.index > original) break;
        original += seam.length;
      }
      return original;
    },
  };
}
