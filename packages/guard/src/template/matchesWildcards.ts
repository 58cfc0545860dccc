/**
 * Whether a text fits a pattern of IAM: `*` for any run of characters, `?` for one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  // Several stars in a row are one, so that no pattern makes the expression go back and forth for long.
  const expression = pattern
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}
