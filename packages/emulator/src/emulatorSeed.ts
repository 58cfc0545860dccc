import type { DynamoDbTableOptions } from './dynamodb/dynamoDbState.ts';
import type { IamRoleOptions } from './iam/iamState.ts';
import type { IamUserOptions } from './iam/iamUser.ts';
import type { PolicyDocument } from './iam/policyDocument.ts';
import type { IdentityPoolState } from './identityPool/identityPoolState.ts';
import type { LoginProviderSeed } from './loginProviders/loginProviderState.ts';
import type { S3BucketOptions } from './s3/s3State.ts';
import type { SamlProviderSeed } from './saml/samlProviderState.ts';
import type { PasswordPolicy } from './userPool/passwordPolicy.ts';
import type { UserPoolGroup } from './userPool/userPoolGroup.ts';
import type { UserPoolClientState } from './userPool/userPoolState.ts';

/** What an emulator begins with, declared. */
export interface EmulatorSeed {
  readonly userPools?: readonly UserPoolSeed[];
  readonly identityPools?: readonly IdentityPoolSeed[];
  /** Third parties people sign in with: Google, Login with Amazon, Facebook, any OpenID Connect issuer. */
  readonly loginProviders?: readonly LoginProviderSeed[];
  readonly samlProviders?: readonly SamlProviderSeed[];
  readonly roles?: readonly IamRoleOptions[];
  /** Users with long-lived keys. */
  readonly users?: readonly IamUserOptions[];
  /** Managed policies by ARN, for session policies. `AdministratorAccess`, `AmazonS3FullAccess` and `AmazonS3ReadOnlyAccess` of AWS are there. */
  readonly managedPolicies?: Readonly<Record<string, PolicyDocument>>;
  /** Regions in which STS issues nothing. */
  readonly stsDisabledRegions?: readonly string[];
  readonly buckets?: readonly S3BucketOptions[];
  readonly tables?: readonly DynamoDbTableOptions[];
}

/** A user pool to create. */
export interface UserPoolSeed {
  /** `REGION_name`. */
  readonly id: string;
  /** The `iss` of its tokens. Default `https://cognito-idp.REGION.amazonaws.com/ID`, which clients build provider names from. */
  readonly issuer?: string;
  /** Default `email`. */
  readonly signInWith?: 'email' | 'username';
  /** Default: eight characters of all four kinds. */
  readonly passwordPolicy?: Partial<PasswordPolicy>;
  /** Default none. */
  readonly requiredAttributes?: readonly string[];
  /** Default `optional`: people who set up a second factor are asked for it. */
  readonly mfa?: 'optional' | 'required';
  /** Default none. */
  readonly groups?: readonly UserPoolGroup[];
  readonly clients: readonly UserPoolClientSeed[];
  readonly users?: readonly UserSeed[];
}

/**
 * An app client to create. Defaults: access and ID tokens live 60 minutes, refresh tokens 30 days, no rotation,
 * user existence errors prevented, SRP and refresh allowed, managed login off.
 */
export type UserPoolClientSeed = Pick<UserPoolClientState, 'id'> & Partial<UserPoolClientState>;

/** A person to create, confirmed and with a verified address unless said otherwise. */
export interface UserSeed {
  /** Only in pools that sign in with a user name. */
  readonly username?: string;
  readonly email?: string;
  readonly password: string;
  /** Further attributes, for example `given_name`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Names of seeded groups. Default none. */
  readonly groups?: readonly string[];
  /** Default `CONFIRMED`; `FORCE_CHANGE_PASSWORD` makes the password a temporary one. */
  readonly status?: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
}

/** An identity pool to create. */
export type IdentityPoolSeed = Omit<IdentityPoolState, 'identities'>;
