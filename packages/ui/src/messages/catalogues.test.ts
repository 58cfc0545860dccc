import { CredentialsError, errorText, type ErrorCode } from '@valetkey/core';
import { describe, expect, test } from 'vitest';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { mergeMessages } from './mergeMessages.ts';
import type { Messages } from './Messages.ts';
import { errorMessage } from './personErrorCode.ts';

/** Every text of a catalogue by its path; functions are called with a sample. */
function texts(messages: Messages): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.set(path, value);
    else if (typeof value === 'function') found.set(path, String((value as (sample: unknown) => unknown)(7)));
    else Object.entries(value as object).forEach(([key, part]) => visit(part, `${path}.${key}`));
  };
  visit(messages, '');
  return found;
}

const codes = Object.keys(errorText) as ErrorCode[];

describe.each([en, ar])('the catalogue $locale', (messages) => {
  test('leaves no text empty', () => {
    const empty = Array.from(texts(messages)).flatMap(([path, text]) => (text.trim() === '' ? [path] : []));
    expect(empty).toEqual(['.password.strengthIs.empty']);
  });

  test('has words for every error, and never the code or the developer’s words', () => {
    for (const code of codes) {
      const text = errorMessage(new CredentialsError(code), messages.errors);
      expect(text.length).toBeGreaterThan(5);
      expect(text).not.toContain(code);
      expect(text).not.toContain(errorText[code].fix);
    }
  });

  test('says the same about a wrong password and a disabled account', () => {
    expect(messages.errors.USER_DISABLED).toBe(messages.errors.INCORRECT_SIGN_IN);
  });
});

describe('the Arabic catalogue', () => {
  test('has the texts the English one has, none of them English', () => {
    const [english, arabic] = [texts(en), texts(ar)];
    expect(Array.from(arabic.keys())).toEqual(Array.from(english.keys()));
    const same = Array.from(arabic).flatMap(([path, text]) => (text === english.get(path) ? [path] : []));
    expect(same).toEqual(['.password.strengthIs.empty']);
  });

  test('counts in its own grammar', () => {
    expect(ar.resend.wait(2)).toContain('ثانيتان');
    expect(en.resend.wait(1)).toContain('1 second.');
  });
});

describe('mergeMessages', () => {
  test('replaces single texts and keeps the others', () => {
    const merged = mergeMessages(en, { signIn: { title: 'Welcome' }, errors: { NETWORK: 'No signal.' } });
    expect(merged.signIn.title).toBe('Welcome');
    expect(merged.signIn.submit).toBe(en.signIn.submit);
    expect(merged.errors.NETWORK).toBe('No signal.');
    expect(merged.errors.TIMEOUT).toBe(en.errors.TIMEOUT);
    expect(texts(mergeMessages(en, {}))).toEqual(texts(en));
  });
});
