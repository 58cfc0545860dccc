// Zeros of the digit blocks people type codes with: Arabic-Indic, Persian, Devanagari, full width.
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];

/** A code as the service expects it: ASCII digits, without the spaces and hyphens that make codes readable. */
export function normaliseCode(typed: string): string {
  return Array.from(typed.replace(/[\s\u200e\u200f\u2066-\u2069-]/g, ''), toAsciiDigit).join('');
}

function toAsciiDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const zero = ZEROS.find((candidate) => point >= candidate && point <= candidate + 9);
  return zero === undefined ? character : String(point - zero);
}
