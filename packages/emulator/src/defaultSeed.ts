import type { EmulatorSeed } from './emulatorSeed.ts';
import { EMULATOR_ACCOUNT_ID } from './iam/iamState.ts';
import type { PolicyDocument, PolicyStatement } from './iam/policyDocument.ts';
import type { ManagedLoginSettings } from './managedLogin/managedLoginState.ts';
import type { S3CorsRule } from './s3/s3State.ts';

/** Names of what {@link defaultSeed} creates. */
export const emulatorDefaults: {
  readonly region: string;
  readonly accountId: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** A second app client, with refresh token rotation and no grace. */
  readonly rotatingUserPoolClientId: string;
  readonly identityPoolId: string;
  readonly bucket: string;
  readonly table: string;
  readonly authenticatedRoleArn: string;
  readonly guestRoleArn: string;
  /** The person who can sign in at once. */
  readonly user: { readonly email: string; readonly password: string; readonly givenName: string };
} = {
  region: 'eu-west-1',
  accountId: EMULATOR_ACCOUNT_ID,
  userPoolId: 'eu-west-1_Emulator1',
  userPoolClientId: 'emulator1photoalbumclient0',
  rotatingUserPoolClientId: 'emulator1rotatingclient000',
  identityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000001',
  bucket: 'photo-album',
  table: 'captions',
  authenticatedRoleArn: `arn:aws:iam::${EMULATOR_ACCOUNT_ID}:role/photo-album-signed-in`,
  guestRoleArn: `arn:aws:iam::${EMULATOR_ACCOUNT_ID}:role/photo-album-guest`,
  user: { email: 'ada@example.com', password: 'Analytical-Engine-1843', givenName: 'Ada' },
};

const { region, userPoolId, userPoolClientId, rotatingUserPoolClientId, identityPoolId, bucket, table, user } =
  emulatorDefaults;
// IAM's own variable syntax, filled in per request by the policy engine.
const identityVariable = '$' + '{cognito-identity.amazonaws.com:sub}';
const bucketArn = `arn:aws:s3:::${bucket}`;

/** Anyone may look at what is public. */
const readPublic: readonly PolicyStatement[] = [
  { Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucketArn}/public/*` },
  {
    Sid: 'ListPublic',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: bucketArn,
    Condition: { StringLike: { 's3:prefix': ['public', 'public/*'] } },
  },
];

/** Each identity owns one prefix of the bucket and one partition of the table, and nothing else. */
const ownPhotosAndCaptions: readonly PolicyStatement[] = [
  {
    Sid: 'OwnPhotos',
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    Resource: `${bucketArn}/users/${identityVariable}/*`,
  },
  {
    Sid: 'ListOwnPhotos',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: bucketArn,
    Condition: { StringLike: { 's3:prefix': [`users/${identityVariable}`, `users/${identityVariable}/*`] } },
  },
  {
    Sid: 'OwnCaptions',
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
    Resource: `arn:aws:dynamodb:${region}:${EMULATOR_ACCOUNT_ID}:table/${table}`,
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [identityVariable] } },
  },
];

/** Any page may call the bucket, if the emulator lets it call at all; uploads in parts need the ETag, clocks the Date. */
const browserAccess: S3CorsRule = {
  AllowedOrigins: ['*'],
  AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
  AllowedHeaders: ['*'],
  ExposeHeaders: ['Date', 'ETag', 'x-amz-request-id', 'x-amzn-requestid', 'x-amz-checksum-crc32', 'x-amz-checksum-type'],
  MaxAgeSeconds: 3000,
};

/** Sign-in pages for apps on the ports of Vite and of Next.js, which come back to `/` or to `/callback`. */
const managedLogin: ManagedLoginSettings = {
  callbackUrls: ['localhost', '127.0.0.1'].flatMap((host) =>
    [5173, 4173, 3000].flatMap((port) => [`http://${host}:${port}/`, `http://${host}:${port}/callback`]),
  ),
};

/** Only the identity pool may hand the role out, and only to identities that are (or are not) signed in. */
function trustIdentityPool(amr: 'authenticated' | 'unauthenticated'): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
      },
    },
  };
}

/** A photo album: one user pool with one person, an identity pool that serves guests, a bucket and a table. */
export const defaultSeed: EmulatorSeed = {
  userPools: [
    {
      id: userPoolId,
      clients: [
        {
          id: userPoolClientId,
          authFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          managedLogin,
        },
        { id: rotatingUserPoolClientId, refreshTokenRotation: { retryGraceSeconds: 0 }, managedLogin },
      ],
      users: [{ email: user.email, password: user.password, attributes: { given_name: user.givenName } }],
    },
  ],
  identityPools: [
    {
      id: identityPoolId,
      allowGuests: true,
      userPools: [
        { userPoolId, clientId: userPoolClientId },
        { userPoolId, clientId: rotatingUserPoolClientId },
      ],
      roles: { authenticated: emulatorDefaults.authenticatedRoleArn, guest: emulatorDefaults.guestRoleArn },
    },
  ],
  roles: [
    {
      arn: emulatorDefaults.authenticatedRoleArn,
      trustPolicy: trustIdentityPool('authenticated'),
      policies: [{ Version: '2012-10-17', Statement: [...readPublic, ...ownPhotosAndCaptions] }],
    },
    {
      arn: emulatorDefaults.guestRoleArn,
      trustPolicy: trustIdentityPool('unauthenticated'),
      policies: [{ Version: '2012-10-17', Statement: readPublic }],
    },
  ],
  buckets: [{ name: bucket, region, corsRules: [browserAccess] }],
  tables: [
    {
      name: table,
      region,
      keySchema: [
        { AttributeName: 'owner', KeyType: 'HASH' },
        { AttributeName: 'photo', KeyType: 'RANGE' },
      ],
      attributeDefinitions: [
        { AttributeName: 'owner', AttributeType: 'S' },
        { AttributeName: 'photo', AttributeType: 'S' },
      ],
    },
  ],
};
