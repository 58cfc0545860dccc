import { readOwn } from '../awsHttp/ownProperty.ts';

/** What the service's own sign-in pages and OAuth endpoints do, for the call log and the fault queue. */
export type ManagedLoginOperation = 'Authorize' | 'ShowSignIn' | 'SignIn' | 'Token' | 'UserInfo' | 'Revoke' | 'SignOut';

const operations: Readonly<Record<string, Readonly<Record<string, ManagedLoginOperation>>>> = {
  '/oauth2/authorize': { GET: 'Authorize' },
  '/login': { GET: 'ShowSignIn', POST: 'SignIn' },
  '/oauth2/token': { POST: 'Token', OPTIONS: 'Token' },
  '/oauth2/userInfo': { GET: 'UserInfo', POST: 'UserInfo', OPTIONS: 'UserInfo' },
  '/oauth2/revoke': { POST: 'Revoke', OPTIONS: 'Revoke' },
  '/logout': { GET: 'SignOut' },
};

/**
 * Which of them a request is for.
 * @param buckets - Names of buckets. One that is called as a path begins has the path.
 * @returns `undefined` when it is for something else.
 */
export function managedLoginOperation(request: Request, buckets: readonly string[]): ManagedLoginOperation | undefined {
  const { pathname } = new URL(request.url);
  if (buckets.includes(pathname.split('/')[1] ?? '')) return undefined;
  return readOwn(readOwn(operations, pathname) ?? {}, request.method);
}
