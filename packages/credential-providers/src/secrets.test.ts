import { inspect } from 'node:util';
import { createSignInOnlySession } from '@valetkey/cognito';
import { createCredentialStore, type CredentialStore, type Session } from '@valetkey/core';
import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fromCognitoIdentityPool } from './index.ts';

const HOUR_MS = 3_600_000;

// Whatever must not be seen has this in it.
const CANARY = 'CANARY';
// A form gives the user name back, but no error names anybody.
const PERSON = { username: 'grace@example.com', password: `${CANARY}-password` };

const token = (exp: number): string => {
  const payload = { sub: 'ada', iss: 'https://issuer', iat: exp - 3600, exp, 'cognito:username': 'ada' };
  return `e30.${btoa(JSON.stringify(payload))}.${CANARY}`;
};

/** What AWS says when all is well. */
function answerOf(operation: string, now: number): object {
  if (operation === 'GetId') return { IdentityId: 'eu-west-1:id' };
  const exp = Math.floor((now + HOUR_MS) / 1000);
  if (operation === 'GetCredentialsForIdentity') {
    return { IdentityId: 'eu-west-1:id', Credentials: { AccessKeyId: `ASIA${CANARY}`, SecretKey: CANARY, SessionToken: CANARY, Expiration: exp } };
  }
  return { AuthenticationResult: { IdToken: token(exp), AccessToken: token(exp), RefreshToken: CANARY } };
}

const quoting = `${PERSON.username}: the token ${token(0)} with ${CANARY} is invalid.`;
const refused = (__type: string) => () => Response.json({ __type, message: quoting }, { status: 400 });

/** What goes wrong, and what then comes instead of an answer: always with a secret in it. */
const troubles: Readonly<Record<string, () => Response>> = {
  'a refusal quotes them': refused('NotAuthorizedException'),
  'a refusal nobody knows quotes them': refused(`Something${CANARY.toLowerCase()}New`),
  'a refused role quotes them': refused('InvalidIdentityPoolConfigurationException'),
  'the service is throttled': () => Response.json({ __type: 'TooManyRequestsException', message: quoting }, { status: 429 }),
  'the service fails': () => new Response(quoting, { status: 503 }),
  'a captive portal answers': () => new Response(`<html>${quoting}</html>`),
  'half an answer comes': () => new Response(JSON.stringify(answerOf('InitiateAuth', 0)).slice(0, -2)),
  'the answer lacks a part': () => Response.json({ AuthenticationResult: { IdToken: token(0) }, Credentials: { SecretKey: CANARY } }),
  'the tokens are none': () => Response.json({ AuthenticationResult: { IdToken: CANARY, AccessToken: CANARY, RefreshToken: CANARY } }),
};

/** Everything that can be seen of a value without knowing what to ask it for. */
function shownOf(value: unknown): string {
  const errors = (_name: string, inner: unknown): unknown =>
    inner instanceof Error ? [Object.entries(inner), inner.message, inner.stack, inner.cause] : inner;
  const shown = [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value, errors), String(value)];
  try {
    // What a message to another page or a worker carries.
    shown.push(inspect(structuredClone(value), { depth: 20, showHidden: true }));
  } catch {
    // Functions are in it: nothing is carried.
  }
  return shown.join('\n');
}

const consoleMethods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

beforeEach(() => {
  for (const method of consoleMethods) vi.spyOn(console, method).mockImplementation(() => undefined);
});

afterEach(() => {
  for (const method of consoleMethods) expect(console[method]).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

function setUp() {
  const clock = createSimulatedClock();
  let trouble: (() => Response) | undefined;
  const environment = createSimulatedEnvironment({
    fetch: (_url, init) => {
      const operation = new Headers(init?.headers).get('x-amz-target')?.split('.')[1] ?? '';
      return Promise.resolve(trouble?.() ?? Response.json(answerOf(operation, clock.now())));
    },
  });
  const session = createSignInOnlySession({
    userPoolId: 'eu-west-1_Secrets',
    userPoolClientId: 'client',
    authFlow: 'password',
    clock,
    environment,
  });
  const provider = fromCognitoIdentityPool({
    identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
    logins: session,
    clock,
    environment,
  });
  const store = createCredentialStore({ provider, clock, environment });
  return { clock, session, provider, store, startTrouble: (next: () => Response) => void (trouble = next) };
}

async function signIn(session: Session): Promise<void> {
  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit(PERSON);
}

function expectNoSecret(shown: readonly unknown[]): void {
  for (const one of shown) {
    expect(shownOf(one)).not.toContain(CANARY);
    if (one instanceof Error) expect(shownOf(one)).not.toContain(PERSON.username);
  }
}

/** Everything that an app is given, and why it is not given the rest. */
async function gather(session: Session, store: CredentialStore): Promise<readonly unknown[]> {
  const asked = [session.getTokens(), session.getTokens({ forceRefresh: true }), store.getCredentials(), store.refresh()];
  const given = await Promise.all(asked.map((promise) => promise.catch((error: unknown) => error)));
  return [...given, session, session.getSnapshot(), session.signIn.getSnapshot(), store, store.getSnapshot()];
}

it('secrets are there for whoever asks for them by name, and nowhere else', async () => {
  const { session, provider, store } = setUp();
  await signIn(session);
  const { refreshToken } = await session.getTokens();
  const { secretAccessKey } = await store.getCredentials();
  expect([refreshToken, secretAccessKey]).toEqual([CANARY, CANARY]);
  expectNoSecret([...(await gather(session, store)), provider]);
});

it.each(Object.entries(troubles))('no secret is in what can be seen when %s', async (_, answer) => {
  const { session, store, startTrouble } = setUp();
  startTrouble(answer);
  await signIn(session);
  expect(session.signIn.getSnapshot().error).toBeDefined();
  expectNoSecret([session.signIn.getSnapshot().error, ...(await gather(session, store))]);

  // A person who is signed in, with what is valid and then with what is not.
  const signedIn = setUp();
  await signIn(signedIn.session);
  await signedIn.store.getCredentials();
  signedIn.startTrouble(answer);
  for (const passedMs of [0, 2 * HOUR_MS]) {
    await signedIn.clock.advanceBy(passedMs);
    const given = await gather(signedIn.session, signedIn.store);
    expect(given.filter((one) => one instanceof Error).length).toBeGreaterThan(1);
    expectNoSecret(given);
  }
});

it('what looks finds a secret that is shown', () => {
  for (const careless of [new Error(CANARY), { cause: new Error('x', { cause: CANARY }) }, { [CANARY]: 1 }, CANARY]) {
    expect(shownOf(careless)).toContain(CANARY);
  }
});
