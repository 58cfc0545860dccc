/** The comment that allows a key, with the reason that it needs: `// valetkey-allow: read-only key of a public data set`. */
const ALLOWED = /valetkey-allow:[ \t]*[\p{L}\d]/u;
/** The same on a line that begins with it: that is for the next line. */
const ALLOWED_BELOW = /^[^\p{L}\d]*valetkey-allow:[ \t]*[\p{L}\d]/u;

/** How far the comment may be from the key, in characters: in a bundle a line can be the whole of it. */
const REACH = 200;

/** Whether a comment on the line of a key, or a line of comment above it, allows the key and says why. */
export function isAllowedAt(text: string, index: number): boolean {
  const lineStart = text.lastIndexOf('\n', index - 1) + 1;
  const lineEnd = text.indexOf('\n', index);
  const line = text.slice(Math.max(lineStart, index - REACH), Math.min(lineEnd < 0 ? text.length : lineEnd, index + REACH));
  if (ALLOWED.test(line)) return true;
  if (lineStart === 0) return false;
  return ALLOWED_BELOW.test(text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart));
}
