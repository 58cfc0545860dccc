import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { createEmulator, emulatorDefaults } from '../index.ts';
import { createInPageFetch, createInPageRequestHandler } from './index.ts';

const { identityPoolId, userPoolId, userPoolClientId, region, bucket, user: ada } = emulatorDefaults;

describe('an emulator in a page', () => {
  it('takes a person from sign-in to S3 without any server, with every body a browser has', async () => {
    const emulator = createEmulator();
    const inPageFetch = createInPageFetch(emulator);
    const viaFetch = { handle: (request: Request) => inPageFetch(request) };
    const { body: signedIn } = await callCognito(viaFetch, 'AWSCognitoIdentityProviderService', 'InitiateAuth', {
      ClientId: userPoolClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: ada.email, PASSWORD: ada.password },
    });
    const Logins = { [`cognito-idp.${region}.amazonaws.com/${userPoolId}`]: signedIn.AuthenticationResult.IdToken };
    const { body: identity } = await callCognito(viaFetch, 'AWSCognitoIdentityService', 'GetId', { IdentityPoolId: identityPoolId, Logins });
    const { body } = await callCognito(viaFetch, 'AWSCognitoIdentityService', 'GetCredentialsForIdentity', {
      IdentityId: identity.IdentityId,
      Logins,
    });
    const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken } = body.Credentials;
    const s3 = new S3Client({
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey, sessionToken },
      requestHandler: createInPageRequestHandler(emulator),
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const text = 'Hello, engine';
    for (const Body of [text, new Blob([text]), new File([text], 'a.txt'), new TextEncoder().encode(text)]) {
      const Key = `users/${identity.IdentityId}/a.txt`;
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
      const read = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      expect(await read.Body?.transformToString()).toBe(text);
    }
  });
});
