import { narrowProvider, type CredentialProvider, type Session } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import type { CredentialProviderHarness } from '@valetkey/testing/contracts';
import { classicFlow } from '../credentials/classicFlow.ts';
import { fromChain } from '../credentials/fromChain.ts';
import { fromCognitoIdentity } from '../credentials/fromCognitoIdentity.ts';
import { fromCognitoIdentityPool } from '../credentials/fromCognitoIdentityPool.ts';
import { fromHttp } from '../credentials/fromHttp.ts';
import { fromSaml } from '../credentials/fromSaml.ts';
import { fromSessionToken } from '../credentials/fromSessionToken.ts';
import { fromStatic } from '../credentials/fromStatic.ts';
import { fromTemporaryCredentials } from '../credentials/fromTemporaryCredentials.ts';
import { fromWebToken } from '../credentials/fromWebToken.ts';
import { withRoleChaining } from '../credentials/withRoleChaining.ts';
import { account, prepareAccount } from './account.ts';
import { askDeveloperBackend } from './askDeveloperBackend.ts';
import { createBroker } from './createBroker.ts';
import { ada, createWorld, grace, type World } from './createWorld.ts';

type Ports = Pick<World, 'clock' | 'environment'> & { readonly region: string };

const { identityPoolId, region } = emulatorDefaults;
const { roles } = account;
const state = await prepareAccount();
const ofUser: CredentialProvider = async () => ({ ...account.keys });

/** A harness over the emulated account, in which one operation issues the credentials. */
function onAccount(
  operation: string,
  create: (ports: Ports, session: Session, world: World) => CredentialProvider,
  hasPerson = true,
): () => CredentialProviderHarness {
  return () => {
    const world = createWorld({ state });
    const { emulator, clock, environment, session } = world;
    const answer = createInPageFetch(emulator);
    return {
      provider: create({ clock, environment, region }, session, world),
      issuerNow: emulator.clock.now,
      countIssued: () => emulator.calls.count(operation),
      breakIssuer(broken) {
        emulator.faults.clear();
        if (broken) emulator.faults.enqueue({ operation, kind: 'throttle', times: 100 });
      },
      truncateNextAnswer() {
        environment.setFetch(async (input, init) => {
          const response = await answer(input, init);
          return new Response((await response.text()).replace(SECRET, ''), response);
        });
      },
      ...(hasPerson ? { person: personOf(world) } : {}),
    };
  };
}

// In what an identity pool, STS and a broker answer.
const SECRET = /<SecretAccessKey>[^<]*<\/SecretAccessKey>|"(SecretKey|SecretAccessKey)":"[^"]*",/;

function personOf({ session }: World): NonNullable<CredentialProviderHarness['person']> {
  return {
    signInAs: async (username) => session.signInAs(username === 'ada' ? ada : grace),
    signOut: async () => void (await session.signOut()),
    expire: async () => session.expire(),
  };
}

/** The same, narrowed by a scope. */
function narrowed(create: () => CredentialProviderHarness): () => CredentialProviderHarness {
  return () => {
    const harness = create();
    return { ...harness, provider: narrowProvider(harness.provider, { durationSeconds: 1_800 }) };
  };
}

const classic = onAccount('STS.AssumeRoleWithWebIdentity', ({ clock, environment }, session) =>
  fromCognitoIdentityPool({ identityPoolId, logins: session, flow: classicFlow({ roleArn: roles.classic }), clock, environment }),
);
const webToken = onAccount('STS.AssumeRoleWithWebIdentity', (ports, session) =>
  fromWebToken({ roleArn: roles.userPool, webIdentityToken: session, ...ports }),
);
const saml = onAccount('STS.AssumeRoleWithSAML', (ports, session, { emulator }) =>
  fromSaml({
    roleArn: roles.saml,
    principalArn: account.companyArn,
    samlAssertion: async (how) => {
      const { claims } = await session.getTokens(how);
      return emulator.admin.issueSamlResponse({ provider: account.company, subject: claims.sub, roles: [roles.saml] });
    },
    session,
    ...ports,
  }),
);
const assumed = onAccount(
  'STS.AssumeRole',
  (ports) => fromTemporaryCredentials({ masterCredentials: ofUser, params: { RoleArn: roles.account }, ...ports }),
  false,
);

function http(): CredentialProviderHarness {
  const world = createWorld({ state });
  const { emulator, clock, environment, session } = world;
  const broker = createBroker(world);
  environment.setFetch(broker.fetch);
  return {
    provider: fromHttp({
      credentialsFullUri: 'https://broker.example.com/credentials',
      authorizationToken: async (how) => (await session.getTokens(how)) && 'Bearer token-1',
      session,
      scopeParameter: 'scope',
      clock,
      environment,
    }),
    issuerNow: emulator.clock.now,
    countIssued: () => broker.requests.length,
    breakIssuer: (broken) => broker.answerInstead(broken ? () => new Response('{}', { status: 503 }) : undefined),
    truncateNextAnswer() {
      environment.setFetch(async (input, init) => {
        const response = await broker.fetch(input, init);
        return new Response((await response.text()).replace(SECRET, ''), response);
      });
    },
    person: personOf(world),
  };
}

function fixed(): CredentialProviderHarness {
  const { emulator, environment } = createWorld({ state });
  const expiration = new Date(emulator.clock.now() + 3_600_000);
  return {
    provider: fromStatic({ accessKeyId: 'ASIAEMU', secretAccessKey: 'CANARY-secret', sessionToken: 'CANARY-token', expiration }, { environment }),
    issuerNow: emulator.clock.now,
    countIssued: () => 0,
  };
}

/** Every provider of this package in a world that a contract can change, by name. */
export const providerHarnesses: Readonly<Record<string, () => CredentialProviderHarness>> = {
  fromCognitoIdentityPool: onAccount('GetCredentialsForIdentity', ({ clock, environment }, session) =>
    fromCognitoIdentityPool({ identityPoolId, logins: session, clock, environment }),
  ),
  'fromCognitoIdentityPool, classic flow': classic,
  'fromCognitoIdentityPool, classic flow, narrowed': narrowed(classic),
  fromCognitoIdentity: onAccount('GetCredentialsForIdentity', ({ clock, environment }, session, world) =>
    fromCognitoIdentity({
      getIdentity: async (how) => askDeveloperBackend(world, (await session.getTokens(how)).claims.sub),
      session,
      region,
      clock,
      environment,
    }),
  ),
  fromWebToken: webToken,
  'fromWebToken, narrowed': narrowed(webToken),
  fromSaml: saml,
  'fromSaml, narrowed': narrowed(saml),
  fromTemporaryCredentials: assumed,
  'fromTemporaryCredentials, narrowed': narrowed(assumed),
  'fromTemporaryCredentials of a person': onAccount('STS.AssumeRole', (ports, session) =>
    fromTemporaryCredentials({
      masterCredentials: fromWebToken({ roleArn: roles.userPool, webIdentityToken: session, ...ports }),
      params: { RoleArn: roles.account },
      ...ports,
    }),
  ),
  fromSessionToken: onAccount('STS.GetSessionToken', (ports) => fromSessionToken({ masterCredentials: ofUser, ...ports }), false),
  'withRoleChaining, narrowed': onAccount('STS.AssumeRole', (ports, session) => {
    const provider = fromWebToken({ roleArn: roles.userPool, webIdentityToken: session, ...ports });
    return narrowProvider(withRoleChaining(provider, ports), { roleArn: roles.account });
  }),
  fromHttp: http,
  'fromHttp, narrowed': narrowed(http),
  fromStatic: fixed,
  fromChain: onAccount('STS.AssumeRoleWithWebIdentity', (ports, session) => {
    const nothing: CredentialProvider = Object.assign(
      async () => Promise.reject(Object.assign(new Error('none'), { tryNextLink: true })),
      { narrow: () => nothing },
    );
    return fromChain(nothing, fromWebToken({ roleArn: roles.userPool, webIdentityToken: session, ...ports }));
  }),
};
