/** The comment that allows a key, with the reason that it needs: `// valetkey-allow: read-only key of a public data set`. */
const ALLOWED = /valetkey-allow:[ \t]*[\p{L}\d]/u;
/** The same on a line that begins with it: that is for the next line. */
const ALLOWED_BELOW = /^[^\p{L}\d]*valetkey-allow:[ \t]*[\p{L}\d]/u;

/** How far the comment may be from the key, in characters: in a bundle a line can be the whole of it. */
const REACH = 200;
/** How far into the line below the comment speaks, in characters: longer ones are bundles, below the banner of some package. */
const REACH_BELOW = 1000;

/** Whether a comment on the line of a key, or a line of comment above it, allows the key and says why. */
export function isAllowedAt(text: string, index: number): boolean {
  const from = Math.max(0, index - REACH_BELOW);
  const before = text.slice(from, index);
  const newline = before.lastIndexOf('\n');
  const [after = ''] = text.slice(index, index + REACH).split('\n', 1);
  if (ALLOWED.test(before.slice(Math.max(newline + 1, before.length - REACH)) + after)) return true;
  if (newline < 0) return false;
  const lineStart = from + newline + 1;
  return ALLOWED_BELOW.test(text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart));
}
