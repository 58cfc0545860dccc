import type { Emulator } from '@valetkey/emulator';

/** Somebody at the sign-in pages. */
export interface PageVisitor {
  readonly email: string;
  readonly password: string;
}

/**
 * Follows the sign-in pages of an emulator as a browser without cookies does, and types a user name and a password.
 * @param url - Where the app has sent the person.
 * @param visitor - `'cancel'` presses that button.
 * @returns The address that leads back to the app; `undefined` when the page stays, as for a wrong password.
 */
export async function visitSignInPages(emulator: Emulator, url: string, visitor: PageVisitor | 'cancel'): Promise<string | undefined> {
  const redirected = await emulator.handle(new Request(url));
  const login = new URL(redirected.headers.get('location') ?? url, url);
  // Sent straight back, as with a refusal.
  if (login.origin !== new URL(url).origin) return login.href;
  await emulator.handle(new Request(login));
  const fields = visitor === 'cancel' ? { cancel: 'yes' } : { username: visitor.email, password: visitor.password };
  const answered = await emulator.handle(new Request(login, { method: 'POST', body: new URLSearchParams(fields) }));
  return answered.headers.get('location') ?? undefined;
}
