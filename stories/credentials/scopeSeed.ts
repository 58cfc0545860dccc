import { emulatorDefaults, type EmulatorSeed, type IamRoleOptions, type PolicyStatement } from '@valetkey/emulator';
import { stageSeed } from '../stage/stageSeed.ts';

const { accountId, bucket, guestRoleArn, identityPoolId } = emulatorDefaults;

/** ARNs of what the album consists of, for policies. */
export const BUCKET: `arn:${string}` = `arn:aws:s3:::${bucket}`;
export const PUBLIC_PHOTOS: `arn:${string}` = `${BUCKET}/public/*`;

/** Roles that a person can act in beside their own. */
export const roleArns: { readonly editor: string; readonly auditor: string; readonly director: string } = {
  editor: roleArn('editor'),
  auditor: roleArn('auditor'),
  director: roleArn('director'),
};

function roleArn(name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** A role for identities of the pool, or for those of another. */
function role(arn: string, Action: readonly string[], audience = identityPoolId): IamRoleOptions {
  const trust: PolicyStatement = {
    Effect: 'Allow',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': audience } },
  };
  return {
    arn,
    trustPolicy: { Version: '2012-10-17', Statement: [trust] },
    policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }],
  };
}

/** The album with the classic flow switched on. Its guests may look, list and upload; the director's role lets nobody in. */
export const scopeSeed: EmulatorSeed = {
  ...stageSeed,
  identityPools: (stageSeed.identityPools ?? []).map((pool) => ({ ...pool, allowClassicFlow: true })),
  roles: [
    role(guestRoleArn, ['s3:GetObject', 's3:ListBucket', 's3:PutObject', 'dynamodb:GetItem']),
    role(roleArns.editor, ['s3:GetObject', 's3:PutObject']),
    role(roleArns.auditor, ['s3:ListBucket']),
    role(roleArns.director, ['s3:*'], 'eu-west-1:somebody-elses-pool'),
  ],
};
