import { readOwn } from '../awsHttp/ownProperty.ts';
import { randomToken } from '../randomToken.ts';
import { secretDigest } from '../secretDigest.ts';
import type { UserPoolContext } from '../userPool/userPoolContext.ts';
import type { UserPoolState } from '../userPool/userPoolState.ts';
import { managedLoginOf, type LoginVisitState } from './managedLoginState.ts';

/** How long the sign-in pages ask nobody again, in s: Cognito's hour. */
const VISIT_SECONDS = 60 * 60;

/** Who is signed in at the pages in the browser that a request comes from. */
export function findVisit(context: UserPoolContext, pool: UserPoolState, request: Request): LoginVisitState | undefined {
  const cookie = cookieOf(request, pool);
  const visit = cookie === undefined ? undefined : readOwn(managedLoginOf(pool, context.clock.now()).visits, secretDigest(cookie));
  const user = visit === undefined ? undefined : readOwn(pool.users, visit.username);
  return user?.enabled === true ? visit : undefined;
}

/** Remembers who has signed in at the pages, and has the answer tell the browser. */
export function beginVisit(context: UserPoolContext, pool: UserPoolState, username: string): { readonly visit: LoginVisitState; readonly cookie: string } {
  const now = context.clock.now();
  const token = randomToken(32);
  const visit = { username, authenticatedAt: now, expiresAt: now + VISIT_SECONDS * 1000 };
  managedLoginOf(pool, now).visits[secretDigest(token)] = visit;
  context.changed();
  return { visit, cookie: cookieText(pool, token, VISIT_SECONDS) };
}

/**
 * Forgets who is signed in at the pages.
 * @returns The cookie that has the browser forget it.
 */
export function endVisit(context: UserPoolContext, pool: UserPoolState, request: Request): string {
  const cookie = cookieOf(request, pool);
  if (cookie !== undefined) delete managedLoginOf(pool, context.clock.now()).visits[secretDigest(cookie)];
  context.changed();
  return cookieText(pool, '', 0);
}

function cookieOf(request: Request, pool: UserPoolState): string | undefined {
  const prefix = `${nameOf(pool)}=`;
  const pairs = (request.headers.get('cookie') ?? '').split(/; */);
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
}

/** One for each pool: here they share a host, as they do not on AWS. Without `Secure`, since it is plain http. */
function cookieText(pool: UserPoolState, value: string, maxAgeSeconds: number): string {
  return `${nameOf(pool)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
}

function nameOf(pool: UserPoolState): string {
  return `cognito-${pool.id}`;
}
