import { randomBytes } from 'node:crypto';
import { createUserPoolSession } from '@valetkey/cognito';
import { systemEnvironment } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { median, round, type Measurement } from './measurement.ts';

/** Our share of the library's time that may not be exceeded. */
const LIMIT = 1 / 8;
const ROUNDS = 15;

const { userPoolId, userPoolClientId, user } = emulatorDefaults;

/**
 * What a sign-in with SRP costs the device, from submitting the password to the last request: ours and
 * amazon-cognito-identity-js's, turn by turn, each against a service that answers at once.
 */
export async function measureSrp(): Promise<Measurement> {
  const native: number[] = [];
  const library: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    const service = createInstantService();
    native.push(await timed(() => signInNatively(service)));
    library.push(await timed(() => signInWithLibrary(service)));
    if (service.claims() !== 2) throw new Error(`${service.claims()} of 2 engines claimed to know the password.`);
  }
  const ratio = median(native) / median(library);
  return {
    name: 'SRP sign-in CPU, share of amazon-cognito-identity-js',
    value: round(ratio, 3),
    unit: 'ratio',
    limit: LIMIT,
    detail: { nativeMs: round(median(native), 1), libraryMs: round(median(library), 1), timesFaster: round(1 / ratio, 1) },
  };
}

async function signInNatively(service: InstantService): Promise<void> {
  const session = createUserPoolSession({ userPoolId, userPoolClientId, environment: { ...systemEnvironment, fetch: service.fetch } });
  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username: user.email, password: user.password });
}

async function signInWithLibrary(service: InstantService): Promise<void> {
  const networkFetch = globalThis.fetch;
  globalThis.fetch = service.fetch;
  try {
    const person = new CognitoUser({ Username: user.email, Pool: new CognitoUserPool({ UserPoolId: userPoolId, ClientId: userPoolClientId }) });
    await new Promise<void>((resolve) => {
      const details = new AuthenticationDetails({ Username: user.email, Password: user.password });
      person.authenticateUser(details, { onSuccess: () => resolve(), onFailure: () => resolve() });
    });
  } finally {
    globalThis.fetch = networkFetch;
  }
}

interface InstantService {
  readonly fetch: typeof fetch;
  /** How many password claims have arrived. */
  readonly claims: () => number;
}

/** Sets the same challenge to everybody and believes nobody. */
function createInstantService(): InstantService {
  const challenge = {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      USER_ID_FOR_SRP: '9f8f0f0a-0000-4000-8000-000000000001',
      // A byte shorter than the prime of the group, so below it.
      SRP_B: randomBytes(383).toString('hex'),
      SALT: randomBytes(16).toString('hex'),
      SECRET_BLOCK: randomBytes(1200).toString('base64'),
    },
  };
  let claims = 0;
  return {
    fetch: async (_, init) => {
      const isClaim = new Headers(init?.headers).get('x-amz-target')?.endsWith('RespondToAuthChallenge') ?? false;
      if (!isClaim) return Response.json(challenge);
      claims += 1;
      return Response.json({ __type: 'NotAuthorizedException', message: 'Incorrect username or password.' }, { status: 400 });
    },
    claims: () => claims,
  };
}

/** Processor time of this process, in ms: other programs that run meanwhile do not count. */
async function timed(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user: inOurCode, system } = process.cpuUsage(before);
  return (inOurCode + system) / 1000;
}
