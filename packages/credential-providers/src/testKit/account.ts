import { createEmulator, defaultSeed, emulatorDefaults, type EmulatorSeed, type EmulatorState, type IamRoleOptions, type PolicyStatement } from '@valetkey/emulator';
import { grace } from './createWorld.ts';

const { accountId, identityPoolId, region, userPoolId, userPoolClientId } = emulatorDefaults;
const ASSUME = 'sts:AssumeRole';
const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';
const POOL = 'cognito-identity.amazonaws.com';
const USER_POOL = `cognito-idp.${region}.amazonaws.com/${userPoolId}`;

/** Names of what {@link accountState} has beside the default album. */
export const account = {
  google: 'accounts.google.com',
  amazon: 'www.amazon.com',
  tenant: 'id.example.com',
  /** Its tokens name the roles that the identity pool gives, as those of user pool groups do. */
  office: 'office.example.com',
  developer: 'login.example.com',
  /** A SAML identity provider, by its name and by its ARN. */
  company: 'Company',
  companyArn: `arn:aws:iam::${accountId}:saml-provider/Company`,
  /** A user with long-lived keys, and the MFA device of that user. */
  keys: { accessKeyId: 'AKIAEMUADALOVELACE00', secretAccessKey: 'the-secret-of-ada-in-a-test-of-emulator' },
  phone: `arn:aws:iam::${accountId}:mfa/ada-phone`,
  albumOnly: `arn:aws:iam::${accountId}:policy/album-only`,
  /** Trusted by whom, as the name says; each may do anything to S3. */
  roles: {
    google: roleArn('google'),
    amazon: roleArn('amazon'),
    tenant: roleArn('tenant'),
    userPool: roleArn('user-pool'),
    saml: roleArn('saml'),
    classic: roleArn('classic'),
    classicGuest: roleArn('classic-guest'),
    editor: roleArn('editor'),
    /** By everybody of the account. */
    account: roleArn('account'),
    /** By the role `account`. */
    next: roleArn('next'),
    externalId: roleArn('external-id'),
    mfa: roleArn('mfa'),
    nobody: roleArn('nobody'),
  },
  /** Two buckets, so that a policy can name one. */
  album: 'album',
  other: 'other',
} as const;

function roleArn(name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

function role(arn: string, trust: Omit<PolicyStatement, 'Effect'>, maxSessionDurationSeconds = 43_200): IamRoleOptions {
  return {
    arn,
    maxSessionDurationSeconds,
    trustPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...trust }] },
    policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:*', ASSUME, 'sts:TagSession', 'sts:SetSourceIdentity'], Resource: '*' }] }],
  };
}

const everybody = { AWS: `arn:aws:iam::${accountId}:root` };
const ofPool = (amr: string): Omit<PolicyStatement, 'Effect'> => ({
  Principal: { Federated: POOL },
  Action: WEB_IDENTITY,
  Condition: { StringEquals: { [`${POOL}:aud`]: identityPoolId }, 'ForAnyValue:StringLike': { [`${POOL}:amr`]: amr } },
});
const ofIssuer = (name: string): Omit<PolicyStatement, 'Effect'> => ({
  Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${name}` },
  Action: WEB_IDENTITY,
});

const { roles } = account;

/** The default album, and an account in which every way to obtain credentials leads somewhere. */
export const accountSeed: EmulatorSeed = {
  ...defaultSeed,
  identityPools: (defaultSeed.identityPools ?? []).map((pool) => ({
    ...pool,
    allowClassicFlow: true,
    developerProvider: account.developer,
    loginProviders: [
      { provider: account.google, clientId: 'album.apps.googleusercontent.com' },
      { provider: account.tenant, clientId: 'album' },
      { provider: account.office, clientId: 'album' },
    ],
    roleMappings: { [account.office]: { type: 'token', ambiguous: 'deny' } },
  })),
  loginProviders: [
    { name: account.google, clientIds: ['album.apps.googleusercontent.com'] },
    { name: account.amazon, clientIds: ['amzn1.application.album'] },
    { name: account.tenant, clientIds: ['album'] },
    { name: account.office, clientIds: ['album'] },
    { name: USER_POOL, clientIds: [userPoolClientId] },
  ],
  samlProviders: [{ name: account.company, entityId: 'https://idp.company.example' }],
  users: [
    {
      name: 'ada',
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:*', ASSUME, 'sts:TagSession', 'sts:SetSourceIdentity', 'cognito-identity:GetOpenIdTokenForDeveloperIdentity'], Resource: '*' }] }],
      accessKeys: [account.keys],
      mfaDevices: [{ serialNumber: account.phone, secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
    },
  ],
  managedPolicies: {
    [account.albumOnly]: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::album' }] },
  },
  roles: [
    ...(defaultSeed.roles ?? []),
    role(roles.google, { Principal: { Federated: account.google }, Action: WEB_IDENTITY }, 7_200),
    role(roles.amazon, { Principal: { Federated: account.amazon }, Action: WEB_IDENTITY }),
    role(roles.tenant, ofIssuer(account.tenant)),
    role(roles.userPool, ofIssuer(USER_POOL)),
    role(roles.saml, { Principal: { Federated: account.companyArn }, Action: 'sts:AssumeRoleWithSAML' }),
    role(roles.classic, ofPool('authenticated')),
    role(roles.classicGuest, ofPool('unauthenticated')),
    role(roles.editor, ofPool('authenticated')),
    role(roles.account, { Principal: everybody, Action: [ASSUME, 'sts:TagSession', 'sts:SetSourceIdentity'] }),
    role(roles.next, { Principal: { AWS: roles.account }, Action: ASSUME }),
    role(roles.externalId, { Principal: everybody, Action: ASSUME, Condition: { StringEquals: { 'sts:ExternalId': 'album-7' } } }),
    role(roles.mfa, { Principal: everybody, Action: ASSUME, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    role(roles.nobody, { Principal: { AWS: roles.classic }, Action: ASSUME }),
  ],
  buckets: [...(defaultSeed.buckets ?? []), { name: account.album, region }, { name: account.other, region }],
};

/** That account with its people and its signing keys, which take long to make: once for all tests of a file. */
export async function prepareAccount(): Promise<EmulatorState> {
  const emulator = createEmulator({ seed: accountSeed });
  emulator.admin.createUser({ email: grace.username, password: emulatorDefaults.user.password });
  await emulator.prepareKeys();
  return emulator.exportState();
}
