/**
 * Whether a text fits a pattern of IAM: `*` for any run of characters, `?` for one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesWildcards(text: string, pattern: string): boolean {
  // No expression: one of many stars would go back and forth for hours. Here the last star alone is tried again.
  let star = -1;
  let restart = 0;
  let next = 0;
  for (let at = 0; at < text.length; ) {
    if (pattern[next] === '*') {
      star = next;
      restart = at;
      next += 1;
    } else if (pattern[next] === '?' || pattern[next] === text[at]) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      restart += 1;
      at = restart;
      next = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}
