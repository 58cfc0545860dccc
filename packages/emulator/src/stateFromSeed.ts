import { createDynamoDbState } from './dynamodb/dynamoDbState.ts';
import type { EmulatorSeed, UserPoolClientSeed, UserPoolSeed, UserSeed } from './emulatorSeed.ts';
import type { EmulatorState } from './emulatorState.ts';
import { createIamState } from './iam/iamState.ts';
import { createLoginProvider } from './loginProviders/loginProviderState.ts';
import { randomToken } from './randomToken.ts';
import { createS3State } from './s3/s3State.ts';
import { createSamlProvider } from './saml/samlProviderState.ts';
import { createUser } from './userPool/createUser.ts';
import { defaultPasswordPolicy } from './userPool/passwordPolicy.ts';
import type { UserPoolClientState, UserPoolState, UserState } from './userPool/userPoolState.ts';

/**
 * The state an emulator begins with.
 * @param now - Epoch ms: when the seeded things were created.
 */
export function stateFromSeed(seed: EmulatorSeed, now: number): EmulatorState {
  return {
    version: 1,
    userPools: Object.fromEntries((seed.userPools ?? []).map((pool) => [pool.id, createUserPool(pool, now)])),
    identityPools: Object.fromEntries((seed.identityPools ?? []).map((pool) => [pool.id, { ...pool, identities: {} }])),
    identityPoolKey: {},
    loginProviders: Object.fromEntries((seed.loginProviders ?? []).map((provider) => [provider.name, createLoginProvider(provider)])),
    samlProviders: Object.fromEntries((seed.samlProviders ?? []).map(createSamlProvider).map((provider) => [provider.arn, provider])),
    iam: createIamState(seed),
    s3: createS3State((seed.buckets ?? []).map((bucket) => ({ createdAt: now, ...bucket }))),
    dynamoDb: createDynamoDbState((seed.tables ?? []).map((table) => ({ createdAt: now, ...table }))),
  };
}

/** Adds a person the way an administrator does: no code, no mail. */
export function addUser(pool: UserPoolState, user: UserSeed, now: number): UserState {
  const status = user.status ?? 'CONFIRMED';
  const email =
    user.email === undefined ? {} : { email: user.email, email_verified: String(status !== 'UNCONFIRMED') };
  return createUser(pool, {
    ...(user.username === undefined ? {} : { username: user.username }),
    ...(user.groups === undefined ? {} : { groups: user.groups }),
    password: user.password,
    attributes: { ...email, ...user.attributes },
    status,
    createdAt: now,
  });
}

function createUserPool(seed: UserPoolSeed, now: number): UserPoolState {
  const region = seed.id.slice(0, seed.id.indexOf('_'));
  const pool: UserPoolState = {
    id: seed.id,
    issuer: seed.issuer ?? `https://cognito-idp.${region}.amazonaws.com/${seed.id}`,
    signInWith: seed.signInWith ?? 'email',
    passwordPolicy: { ...defaultPasswordPolicy, ...seed.passwordPolicy },
    requiredAttributes: seed.requiredAttributes ?? [],
    mfa: seed.mfa ?? 'optional',
    groups: Object.fromEntries((seed.groups ?? []).map((group) => [group.name, group])),
    clients: Object.fromEntries(seed.clients.map((client) => [client.id, createClient(client)])),
    users: {},
    challenges: {},
    signIns: {},
    refreshTokens: {},
    disguiseKey: randomToken(32),
  };
  for (const user of seed.users ?? []) addUser(pool, user, now);
  return pool;
}

function createClient(seed: UserPoolClientSeed): UserPoolClientState {
  return {
    accessTokenMinutes: 60,
    idTokenMinutes: 60,
    refreshTokenDays: 30,
    preventUserExistenceErrors: true,
    authFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ...seed,
  };
}
