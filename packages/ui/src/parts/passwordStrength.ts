/** How hard a password is to guess, roughly. */
export type StrengthLabel = 'empty' | 'weak' | 'fair' | 'good' | 'strong';

/** Weakest first: the position is the meter's value. */
export const strengthLabels: readonly StrengthLabel[] = ['empty', 'weak', 'fair', 'good', 'strong'];

// The beginnings most guessed passwords share, once digits that stand for letters are read as letters.
const COMMON = /passw|qwert|asdf|welcome|letmein|admin|iloveyou|monkey|dragon|abc|login|secret/;
const LOOKALIKES: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '@': 'a', $: 's' };

/** Bits at which a password counts as fair, good and strong. */
const FAIR_BITS = 40;
const GOOD_BITS = 60;
const STRONG_BITS = 85;

/**
 * A rough estimate that costs no download: bits by length and kinds of character, less for repeats, runs and what
 * everybody uses. Advice only: it must never keep anybody from submitting.
 */
export function passwordStrength(password: string): StrengthLabel {
  if (password === '') return 'empty';
  const bits = surprisingCharacters(password) * Math.log2(alphabetSize(password));
  if (bits < FAIR_BITS) return 'weak';
  if (bits < GOOD_BITS) return 'fair';
  return bits < STRONG_BITS ? 'good' : 'strong';
}

function alphabetSize(password: string): number {
  const sizes = [
    /[a-z]/.test(password) ? 26 : 0,
    /[A-Z]/.test(password) ? 26 : 0,
    /[0-9]/.test(password) ? 10 : 0,
    /[^A-Za-z0-9]/.test(password) ? 33 : 0,
  ];
  return sizes.reduce((sum, size) => sum + size, 0);
}

// A character counts fully only when it neither repeats nor continues the one before it, and is no part of a common word.
function surprisingCharacters(password: string): number {
  let count = 0;
  for (let index = 0; index < password.length; index += 1) {
    const step = index === 0 ? Number.NaN : password.charCodeAt(index) - password.charCodeAt(index - 1);
    count += Math.abs(step) <= 1 ? 0.25 : 1;
  }
  const plain = password.toLowerCase().replace(/[01345@$]/g, (character) => LOOKALIKES[character] ?? character);
  return COMMON.test(plain) ? Math.max(count - 5, 1) : count;
}
