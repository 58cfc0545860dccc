/** Removes what people and mail programs put into codes to read them better: "123 456" and "123-456" are `123456`. */
export function normalizeCode(code: string): string {
  return code.replace(/[\s\p{Pd}]/gu, '');
}
