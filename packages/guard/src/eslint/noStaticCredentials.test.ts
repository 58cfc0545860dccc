import { createRuleTester } from '../testKit/createRuleTester.ts';
import { noStaticCredentials } from './noStaticCredentials.ts';

const given = (credentials: string): string => `new S3Client({ credentials: ${credentials} });`;

createRuleTester('TypeScript').run('no-static-credentials', noStaticCredentials, {
  valid: [
    given('store.provider'),
    given('fromCognitoIdentityPool({ identityPoolId })'),
    given('() => ({ accessKeyId, secretAccessKey })'),
    // A server's own.
    given('{ accessKeyId: process.env.AWS_ACCESS_KEY_ID!, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY! }'),
    given("{ accessKeyId: process.env['KEY'] ?? '', secretAccessKey: process.env['SECRET'] ?? '' }"),
    // Temporary ones that the app has obtained.
    given('{ accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken }'),
    given('{ ...keys, accessKeyId: keys.id }'),
    '// valetkey-allow: a bucket of this machine\n' + given("{ accessKeyId: 'minio', secretAccessKey: 'minio-secret' }"),
    // Not given to a client.
    "expect(answer).toEqual({ credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });",
    "const answer = { status: 'ready', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };",
    "const { credentials: { accessKeyId } } = await answer.json();",
    "new Form({ accessKeyId: '' });",
    "cache.update({ accessKeyId: 'a' });",
  ],
  invalid: [
    ...[
      given("{ accessKeyId: 'minio', secretAccessKey: 'minio-secret' }"),
      given("{ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' }"),
      `const id = 'a'; ${given('{ accessKeyId: id, secretAccessKey: secret, sessionToken: token }')}`,
      given('{ accessKeyId: import.meta.env.VITE_KEY, secretAccessKey: import.meta.env.VITE_SECRET, sessionToken: token }'),
      given("{ accessKeyId: (process.env.NEXT_PUBLIC_KEY as string) ?? '', secretAccessKey: secret, sessionToken: token }"),
      "useClient(S3Client, { credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });",
      "const config = { region: 'eu-west-1', credentials: { 'accessKeyId': 'a', secretAccessKey: 'b' } };",
      "fromTemporaryCredentials({ masterCredentials: { accessKeyId: 'a', secretAccessKey: 'b' }, params });",
      "const config = { endpoint, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };",
      "const app = <CredentialsProvider clientDefaults={{ credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }} />;",
      "new AWS.S3({ accessKeyId: 'a', secretAccessKey: 'b' });",
      "AWS.config.update({ accessKeyId: 'a', secretAccessKey: 'b' });",
    ].map((code) => ({ code, errors: [{ messageId: 'fixed' }] })),
    ...[
      given('{ accessKeyId, secretAccessKey }'),
      given('{ accessKeyId: keys.id, secretAccessKey: keys.secret }'),
      'AWS.config.update({ accessKeyId, secretAccessKey });',
    ].map((code) => ({ code, errors: [{ messageId: 'lasting' }] })),
  ],
});
