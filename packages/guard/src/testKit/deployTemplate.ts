import type { EmulatorSeed, IamRoleOptions, UserPoolClientSeed, UserPoolSeed } from '@valetkey/emulator';
import { evaluateTemplate } from './evaluateTemplate.ts';

/** A template, deployed into an emulated AWS. */
export interface Deployment {
  readonly seed: EmulatorSeed;
  /** What the template gives out. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The ARN of one of its roles. */
  readonly arnOf: (logicalId: string) => string;
}

type BucketSeed = NonNullable<EmulatorSeed['buckets']>[number];
type CorsRule = NonNullable<BucketSeed['corsRules']>[number];
type IdentityPoolSeed = NonNullable<EmulatorSeed['identityPools']>[number];

/** The properties of the template's resources, filled in. */
interface Deployed {
  readonly UserPool: {
    readonly UsernameAttributes: readonly ['email' | 'username'];
    readonly MfaConfiguration: string;
    readonly Policies: {
      readonly PasswordPolicy: Readonly<Record<'RequireLowercase' | 'RequireUppercase' | 'RequireNumbers' | 'RequireSymbols', boolean>> & { readonly MinimumLength: number };
    };
  };
  readonly UserPoolClient: {
    readonly ExplicitAuthFlows: readonly string[];
    readonly PreventUserExistenceErrors: string;
    readonly RefreshTokenRotation: { readonly Feature: string; readonly RetryGracePeriodSeconds: number };
    readonly AccessTokenValidity: number;
    readonly IdTokenValidity: number;
    readonly RefreshTokenValidity: number;
  };
  readonly IdentityPool: {
    readonly AllowUnauthenticatedIdentities: boolean;
    readonly AllowClassicFlow: boolean;
    readonly CognitoIdentityProviders: readonly { readonly ClientId: string }[];
  };
  readonly IdentityPoolRoles: { readonly Roles: { readonly authenticated: string; readonly unauthenticated?: string } };
  readonly PrincipalTags: { readonly IdentityProviderName: string; readonly PrincipalTags: Readonly<Record<string, string>> };
  readonly SignedInRole: Role;
  readonly GuestRole?: Role;
  readonly Bucket: {
    readonly CorsConfiguration: { readonly CorsRules: readonly (Omit<CorsRule, 'ExposeHeaders' | 'MaxAgeSeconds'> & { readonly ExposedHeaders: readonly string[]; readonly MaxAge: number })[] };
  };
}

interface Role {
  readonly AssumeRolePolicyDocument: IamRoleOptions['trustPolicy'];
  readonly Policies: readonly { readonly PolicyDocument: IamRoleOptions['policies'][number] }[];
  readonly MaxSessionDuration: number;
}

const USER_POOL = 'eu-west-1_Deployed1';
const PROVIDER = `cognito-idp.eu-west-1.amazonaws.com/${USER_POOL}`;
const names = {
  UserPool: USER_POOL,
  UserPoolClient: 'deployed1client00000000000',
  IdentityPool: 'eu-west-1:00000000-0000-4000-8000-00000000d001',
  Bucket: 'deployed-bucket',
};
const arnOf = (logicalId: string): string => `arn:aws:iam::000000000000:role/${logicalId}`;
// What the emulator answers of what a client may be allowed.
const FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;

/** Deploys `infrastructure.yaml`, or what a test has made of it, into the emulator: every property that the emulator knows is taken from it. */
export function deployTemplate(template: Readonly<Record<string, unknown>>, parameters: Readonly<Record<string, string>> = {}): Deployment {
  const { resources, outputs } = evaluateTemplate(template, {
    parameters,
    names,
    attributes: {
      'UserPool.ProviderName': PROVIDER,
      'Bucket.Arn': `arn:aws:s3:::${names.Bucket}`,
      'SignedInRole.Arn': arnOf('SignedInRole'),
      'GuestRole.Arn': arnOf('GuestRole'),
    },
  });
  const made = resources as unknown as Deployed;
  return {
    outputs,
    arnOf,
    seed: {
      userPools: [userPool(made)],
      identityPools: [identityPool(made)],
      roles: [role('SignedInRole', made.SignedInRole), ...(made.GuestRole === undefined ? [] : [role('GuestRole', made.GuestRole)])],
      buckets: [bucket(made)],
    },
  };
}

function userPool({ UserPool: { Policies, MfaConfiguration, UsernameAttributes }, UserPoolClient }: Deployed): UserPoolSeed {
  const { MinimumLength, RequireLowercase, RequireUppercase, RequireNumbers, RequireSymbols } = Policies.PasswordPolicy;
  return {
    id: USER_POOL,
    signInWith: UsernameAttributes[0],
    mfa: MfaConfiguration === 'ON' ? 'required' : 'optional',
    passwordPolicy: {
      minimumLength: MinimumLength,
      requireLowercase: RequireLowercase,
      requireUppercase: RequireUppercase,
      requireNumbers: RequireNumbers,
      requireSymbols: RequireSymbols,
    },
    clients: [userPoolClient(UserPoolClient)],
  };
}

function userPoolClient({ ExplicitAuthFlows, PreventUserExistenceErrors, RefreshTokenRotation, ...client }: Deployed['UserPoolClient']): UserPoolClientSeed {
  return {
    id: names.UserPoolClient,
    authFlows: FLOWS.filter((flow) => ExplicitAuthFlows.includes(flow)),
    preventUserExistenceErrors: PreventUserExistenceErrors === 'ENABLED',
    accessTokenMinutes: client.AccessTokenValidity,
    idTokenMinutes: client.IdTokenValidity,
    refreshTokenDays: client.RefreshTokenValidity,
    ...(RefreshTokenRotation.Feature === 'ENABLED' ? { refreshTokenRotation: { retryGraceSeconds: RefreshTokenRotation.RetryGracePeriodSeconds } } : {}),
  };
}

function identityPool({ IdentityPool, IdentityPoolRoles: { Roles }, PrincipalTags }: Deployed): IdentityPoolSeed {
  return {
    id: names.IdentityPool,
    allowGuests: IdentityPool.AllowUnauthenticatedIdentities,
    allowClassicFlow: IdentityPool.AllowClassicFlow,
    userPools: IdentityPool.CognitoIdentityProviders.map(({ ClientId }) => ({ userPoolId: USER_POOL, clientId: ClientId })),
    roles: { authenticated: Roles.authenticated, ...(Roles.unauthenticated === undefined ? {} : { guest: Roles.unauthenticated }) },
    principalTags: { [PrincipalTags.IdentityProviderName]: PrincipalTags.PrincipalTags },
  };
}

function role(logicalId: string, { AssumeRolePolicyDocument, Policies, MaxSessionDuration }: Role): IamRoleOptions {
  return {
    arn: arnOf(logicalId),
    trustPolicy: AssumeRolePolicyDocument,
    policies: Policies.map(({ PolicyDocument }) => PolicyDocument),
    maxSessionDurationSeconds: MaxSessionDuration,
  };
}

function bucket({ Bucket: { CorsConfiguration } }: Deployed): BucketSeed {
  return {
    name: names.Bucket,
    region: 'eu-west-1',
    corsRules: CorsConfiguration.CorsRules.map(({ ExposedHeaders, MaxAge, ...rule }) => ({ ...rule, ExposeHeaders: ExposedHeaders, MaxAgeSeconds: MaxAge })),
    objects: { 'public/hello.txt': { body: 'Hello' } },
  };
}
