import type { IdTokenClaims, TokenSet, User } from '@valetkey/core';

/** The signed-in person, as the ID token describes them. */
export function toUser({ claims }: TokenSet): User {
  const { sub, email, 'cognito:username': username } = claims;
  return {
    id: sub,
    username: typeof username === 'string' ? username : sub,
    email: typeof email === 'string' ? email : undefined,
    claims,
  };
}

/** What claims say that outlives one token: two texts are the same when nothing about the person has changed. */
export function lastingClaims(claims: IdTokenClaims): string {
  // These differ in every token, also where nothing about the person has changed.
  return JSON.stringify(claims, (name, value: unknown) =>
    /^(iat|exp|jti|event_id|at_hash|auth_time)$/.test(name) ? undefined : value,
  );
}
