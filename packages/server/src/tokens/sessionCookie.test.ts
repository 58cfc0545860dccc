import { describe, expect, it } from 'vitest';
import { checkCookieName, MAX_COOKIE_BYTES, readCookies, readSessionCookie, removeSessionCookie, writeSessionCookie } from './sessionCookie.ts';

const NAME = '__Host-valetkey';
const NOTHING: ReadonlySet<string> = new Set();

/** What a browser sends back of these headers. */
const sendBack = (headers: readonly string[] = []): ReadonlyMap<string, string> => readCookies(headers.map((header) => header.split('; ')[0]).join('; '));

describe('the cookie of a session', () => {
  it('is for this host, https and no script, and for no request of another site', () => {
    expect(writeSessionCookie(NAME, 'abc', 7_200_500, NOTHING)).toEqual([`${NAME}=1.abc; Path=/; Max-Age=7201; Secure; HttpOnly; SameSite=Strict`]);
  });

  it('lives 400 days at most, as browsers have it', () => {
    expect(writeSessionCookie(NAME, 'abc', 1e15, NOTHING)?.[0]).toContain('Max-Age=34560000;');
  });

  it.each([1, 3_900, 4_000, 4_096, 5_000, 7_900])('of %i characters comes back whole, in cookies that every browser takes', (length) => {
    const value = Array.from({ length }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
    const headers = writeSessionCookie(NAME, value, 1_000, NOTHING) ?? [];
    expect(Math.max(...headers.map((header) => header.length))).toBeLessThanOrEqual(MAX_COOKIE_BYTES);
    expect(readSessionCookie(NAME, sendBack(headers))).toBe(value);
  });

  it('that is too long for two is none', () => {
    expect(writeSessionCookie(NAME, 'x'.repeat(8_100), 1_000, NOTHING)).toBeUndefined();
  });

  it('takes away the second half of a longer one, and both halves when it goes', () => {
    const given = new Set([NAME, `${NAME}.1`, 'theme']);
    expect(writeSessionCookie(NAME, 'abc', 1_000, given)?.[1]).toBe(`${NAME}.1=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict`);
    expect(removeSessionCookie(NAME, given).map((header) => header.split('=')[0])).toEqual([NAME, `${NAME}.1`]);
    expect(removeSessionCookie(NAME, NOTHING)).toHaveLength(1);
  });

  it('does not take an old second half for its own', () => {
    const cookies = new Map([...sendBack(writeSessionCookie(NAME, 'short', 1_000, NOTHING)), [`${NAME}.1`, 'old']]);
    expect(readSessionCookie(NAME, cookies)).toBe('short');
  });

  it.each([['', undefined], ['1.', ''], ['abc', ''], ['9.abc', 'abc'], ['0.abc', 'abc']])('that says %j is read as %j', (value, expected) => {
    expect(readSessionCookie(NAME, new Map([[NAME, value]]))).toBe(expected);
  });

  it.each(['valetkey', '__Secure-valetkey', '__Host-', '__Host-a b', '__Host-a=b', '__Host-a;'])('may not be called %s', (name) => {
    expect(() => checkCookieName(name)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

describe('a Cookie header', () => {
  it('is read in any shape', () => {
    expect([...readCookies('a=1; b=x=y ;c=;  d ;\te=2\t')]).toEqual([['a', '1'], ['b', 'x=y'], ['c', ''], ['e', '2']]);
    expect(readCookies(null).size).toBe(0);
  });

  // What the browser sees there is no prefix, and what it lets a sibling domain set.
  it.each(['\u00a0', '\u0085', '\u2000', '\u3000', '\ufeff', '\f', '\v'])('names no session behind the space %j, which browsers take for a part of the name', (space) => {
    expect(readSessionCookie(NAME, readCookies(`${space}${NAME}=1.theirs`))).toBeUndefined();
    expect(readSessionCookie(NAME, readCookies(`${space}${NAME}=1.theirs; ${NAME}=1.mine`))).toBe('mine');
  });

  it('with two cookies of the session’s name names none of the two, and says that there is one', () => {
    expect(readSessionCookie(NAME, readCookies(`${NAME}=1.theirs; ${NAME}=1.mine`))).toBe('');
    expect(readSessionCookie(NAME, readCookies(`${NAME}=2.mine; ${NAME}.1=theirs; ${NAME}.1=mine`))).toBe('mine?');
  });
});
