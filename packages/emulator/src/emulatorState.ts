import type { DynamoDbState } from './dynamodb/dynamoDbState.ts';
import type { IamState } from './iam/iamState.ts';
import type { IdentityPoolState } from './identityPool/identityPoolState.ts';
import type { KeyOwner } from './jwt/signingKey.ts';
import type { LoginProviderState } from './loginProviders/loginProviderState.ts';
import type { S3State } from './s3/s3State.ts';
import type { SamlProviderState } from './saml/samlProviderState.ts';
import type { UserPoolState } from './userPool/userPoolState.ts';

/** Everything the emulator knows: plain JSON, so it can be written to a file and read back. */
export interface EmulatorState {
  readonly version: 1;
  readonly userPools: Record<string, UserPoolState>;
  readonly identityPools: Record<string, IdentityPoolState>;
  /** Signs the OpenID tokens of identity pools. */
  readonly identityPoolKey: KeyOwner;
  /** Third parties people sign in with, by name. */
  readonly loginProviders: Record<string, LoginProviderState>;
  /** SAML identity providers, by ARN. */
  readonly samlProviders: Record<string, SamlProviderState>;
  readonly iam: IamState;
  readonly s3: S3State;
  readonly dynamoDb: DynamoDbState;
}
