// More than any page has, and less than browsers load (Chromium 2 MiB): beyond that, people come back to an empty page.
const MAX_LENGTH = 65_536;

/**
 * The path within one's own origin that a text names, for somebody to be led to. What names anything else, `//evil`,
 * `/\evil`, `javascript:` or `https:evil`, becomes `/`: whoever can put a text into a link must not choose the site. So does
 * what has more than 65,536 characters.
 * @param path - Path, query and fragment, e.g. `'/album?page=2#top'`.
 * @param origin - The page's own, e.g. `'https://album.example'`.
 * @see OWASP ASVS 5.0, 3.7.2
 */
export function sameOriginPath(path: string, origin: string): string {
  try {
    const url = new URL(path, origin);
    const found = url.pathname + url.search + url.hash;
    // Read as browsers read it, which take "\" for "/" and leave out line breaks; and once more, since "/.//evil" becomes "//evil".
    if (path.length <= MAX_LENGTH && path.startsWith('/') && url.origin === origin && new URL(found, origin).origin === origin) return found;
  } catch {
    // No address at all.
  }
  return '/';
}
