import { CredentialsError } from '@valetkey/core';

/** The most bytes of one cookie, with its name and attributes, that every browser takes (RFC 6265 §6.1). */
export const MAX_COOKIE_BYTES = 4_096;

/** Into so many cookies a session may be split. Proxies take 8 KB of headers by default, and an app has cookies of its own. */
export const MAX_COOKIE_PARTS = 2;

const LONGEST_MAX_AGE_S = 400 * 86_400;

/** What no session, and no part of one, begins with. */
const NOBODYS = '?';

/**
 * The `Set-Cookie` headers that give a session to a browser. No script can read it, no other origin sends or sets it (`__Host-`),
 * and it goes along with no request that another site has made. What is too long for one cookie is split.
 * @param name - Begins with `__Host-`.
 * @param given - The names of the cookies that came with the request: parts left over from a longer session are removed.
 * @returns `undefined` when the value is too long for {@link MAX_COOKIE_PARTS}.
 */
export function writeSessionCookie(name: string, value: string, maxAgeMs: number, given: ReadonlySet<string>): readonly string[] | undefined {
  const maxAge = Math.min(Math.ceil(maxAgeMs / 1000), LONGEST_MAX_AGE_S);
  const room = MAX_COOKIE_BYTES - setCookie(partName(name, 1), '', LONGEST_MAX_AGE_S).length - 2;
  const count = Math.ceil(value.length / room);
  if (count > MAX_COOKIE_PARTS) return undefined;
  const parts = Array.from({ length: count }, (_, index) => value.slice(index * room, (index + 1) * room));
  // The first part says how many there are, so that an old one beside a new one is never taken for its other half.
  const headers = parts.map((part, index) => setCookie(partName(name, index), index === 0 ? `${count}.${part}` : part, maxAge));
  return [...headers, ...removeParts(name, given, count)];
}

/** The `Set-Cookie` headers that take it away. */
export function removeSessionCookie(name: string, given: ReadonlySet<string>): readonly string[] {
  return [setCookie(name, '', 0), ...removeParts(name, given, 1)];
}

/** What a `Cookie` header says of the session; `undefined` where there is none. Half of one is no session, but there. */
export function readSessionCookie(name: string, cookies: ReadonlyMap<string, string>): string | undefined {
  const first = cookies.get(name);
  if (first === undefined || first === '') return undefined;
  const [, count = '0', part = ''] = /^(\d)\.(.*)$/.exec(first) ?? [];
  const others = Array.from({ length: Math.min(Number(count), MAX_COOKIE_PARTS) - 1 }, (_, index) => cookies.get(partName(name, index + 1)) ?? '');
  return part + others.join('');
}

/**
 * The cookies of a request, by name. Between them only what browsers put there is left out: a name with a space of another kind before
 * `__Host-` does not begin with it for a browser, so that a sibling domain may set it, and must not here either. For the same reason two
 * of one name are nobody's: a browser that knows the prefix has one at most.
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-4.2.1
 */
export function readCookies(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const [, name = '', value = ''] = /^[ \t]*([^=\s]+)=(.*?)[ \t]*$/.exec(pair) ?? [];
    if (name !== '') cookies.set(name, cookies.has(name) ? NOBODYS : value);
  }
  return cookies;
}

/**
 * Checks the name of the cookie: browsers hold only names of this kind to Secure, Path=/ and no Domain.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function checkCookieName(name: string): void {
  if (/^__Host-[\w-]{1,64}$/.test(name)) return;
  throw new CredentialsError('INVALID_OPTION', { detail: 'cookie.name: "__Host-" and 1–64 letters, digits, "-" or "_", like "__Host-valetkey".' });
}

function removeParts(name: string, given: ReadonlySet<string>, from: number): readonly string[] {
  const left = Array.from({ length: MAX_COOKIE_PARTS }, (_, index) => partName(name, index)).slice(from);
  return left.filter((part) => given.has(part)).map((part) => setCookie(part, '', 0));
}

function partName(name: string, index: number): string {
  return index === 0 ? name : `${name}.${index}`;
}

function setCookie(name: string, value: string, maxAge: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Strict`;
}
