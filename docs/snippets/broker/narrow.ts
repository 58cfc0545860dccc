import { createUserPoolSession } from '@valetkey/cognito';
import { allow, classicFlow, fromCognitoIdentityPool, policy } from '@valetkey/credential-providers';
import { createBroker, createMemorySessions } from '@valetkey/server';

const ownPhotos = policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::photo-album/users/${identityId}/*'));

export const broker = createBroker({
  session: (storage) => createUserPoolSession({ userPoolId: 'eu-west-1_Emulator1', userPoolClientId: 'emulator1photoalbumclient0', storage }),
  // For a quarter of an hour, and for the person's own photos: no page can ask for more.
  credentials: (session, storage) =>
    fromCognitoIdentityPool({
      identityPoolId: 'eu-west-1:00000000-0000-4000-8000-000000000001',
      logins: session,
      storage,
      flow: classicFlow({ roleArn: 'arn:aws:iam::123456789012:role/photo-album', policy: ownPhotos, durationSeconds: 900 }),
    }),
  keys: (process.env['BROKER_KEYS'] ?? '').split(' '),
  // A session store: the cookie is small, and a sign-out is final for every process. This one is for a server of one process.
  sessions: createMemorySessions(),
  cookie: { maxAgeMs: 8 * 3_600_000, idleMs: 30 * 60_000 },
  // For your logs and alarms: a digest of the session, a reason, and nothing that is secret.
  onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
});
