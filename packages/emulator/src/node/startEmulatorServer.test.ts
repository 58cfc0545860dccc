import { subscribe, unsubscribe, type ChannelListener } from 'node:diagnostics_channel';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AuthenticationDetails, CognitoUser, CognitoUserPool, type CognitoUserSession } from 'amazon-cognito-identity-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { signRequest } from '../gate/signRequest.test.fixture.ts';
import { emulatorDefaults } from '../index.ts';
import { startEmulatorServer, type EmulatorServer, type EmulatorServerOptions } from './startEmulatorServer.ts';

const { userPoolId, userPoolClientId, identityPoolId, region, bucket, user: ada } = emulatorDefaults;

let dataDirectory: string;
const servers: EmulatorServer[] = [];

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'emulator-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(dataDirectory, { recursive: true });
});

async function start(options: EmulatorServerOptions = {}): Promise<EmulatorServer> {
  const server = await startEmulatorServer({ port: 0, ...options });
  servers.push(server);
  return server;
}

/** A fetch that can name any host, which the real one may not. */
function getWithHost(server: EmulatorServer, host: string): Promise<number | undefined> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: `/${userPoolId}/.well-known/jwks.json`, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

function signIn(server: EmulatorServer): Promise<CognitoUserSession> {
  const Pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: userPoolClientId, endpoint: `${server.url}/` });
  const user = new CognitoUser({ Username: ada.email, Pool });
  return new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username: ada.email, Password: ada.password }), {
      onSuccess: resolve,
      onFailure: reject,
    });
  });
}

async function credentialsOf(server: EmulatorServer, idToken: string) {
  const Logins = { [`cognito-idp.${region}.amazonaws.com/${userPoolId}`]: idToken };
  const overHttp = {
    handle: async (request: Request) =>
      fetch(server.url, { method: 'POST', headers: request.headers, body: await request.text() }),
  };
  const identity = await callCognito(overHttp, 'AWSCognitoIdentityService', 'GetId', { IdentityPoolId: identityPoolId, Logins });
  const { IdentityId } = identity.body;
  const { body } = await callCognito(overHttp, 'AWSCognitoIdentityService', 'GetCredentialsForIdentity', { IdentityId, Logins });
  const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken } = body.Credentials;
  return { identityId: body.IdentityId, credentials: { accessKeyId, secretAccessKey, sessionToken } };
}

describe('an emulator server', () => {
  it('takes a person from sign-in to S3 and STS with unmodified clients over HTTP', async () => {
    const server = await start();
    const session = await signIn(server);
    const { identityId, credentials } = await credentialsOf(server, session.getIdToken().getJwtToken());
    const config = { region, endpoint: server.url, credentials };

    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const Key = `users/${identityId}/engine.txt`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'A note on the engine.' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(await Body?.transformToString()).toBe('A note on the engine.');

    const caller = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    expect(caller.Account).toBe('000000000000');
    expect(server.emulator.calls.all().map(({ operation }) => operation)).toEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
      'GetId',
      'GetCredentialsForIdentity',
      'S3.PutObject',
      'S3.GetObject',
      'STS.GetCallerIdentity',
    ]);
  });

  it('serves the API of one’s own, to credentials of a login token, over HTTP', async () => {
    const roleArn = 'arn:aws:iam::000000000000:role/member';
    const google = 'accounts.google.com';
    const server = await start({
      seed: {
        loginProviders: [{ name: google, clientIds: ['album'] }],
        roles: [
          {
            arn: roleArn,
            trustPolicy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Federated: google }, Action: 'sts:AssumeRoleWithWebIdentity' } },
            policies: [
              { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:local/prod/PATCH/pets/*' } },
            ],
          },
        ],
      },
      services: { 'execute-api': async (request, caller) => Response.json({ arn: caller.arn, sent: await request.json() }) },
    });
    const WebIdentityToken = await server.emulator.admin.issueLoginToken({ provider: google, subject: '1148' });
    const sts = new STSClient({ region, endpoint: server.url, credentials: { accessKeyId: '', secretAccessKey: '' } });
    const { Credentials } = await sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn, RoleSessionName: 'ada', WebIdentityToken }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = Credentials ?? {};
    const request = new Request(`${server.url}/prod/pets/1`, { method: 'PATCH', body: '{"name":"Ada"}' });
    const signed = await signRequest(request, { accessKeyId, secretAccessKey, sessionToken }, { service: 'execute-api', region });
    const answer = await fetch(signed.url, { method: 'PATCH', headers: signed.headers, body: '{"name":"Ada"}' });
    expect([answer.status, await answer.json()]).toEqual([200, { arn: 'arn:aws:sts::000000000000:assumed-role/member/ada', sent: { name: 'Ada' } }]);
  });

  it('listens on this machine only, and on others when allowed', async () => {
    expect((await start()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(startEmulatorServer({ port: 0, host: '0.0.0.0' })).rejects.toThrow('lets other machines call the emulator');
    const open = await start({ host: '0.0.0.0', allowNetworkAccess: true });
    expect(await getWithHost(open, '192.0.2.7:80')).toBe(200);
    expect(await getWithHost(open, 'rebound.example')).toBe(421);
  });

  it.each(['rebound.example', 'localhost.evil.example', '192.0.2.7', 'evil.example:80', 'localhost@evil.example'])(
    'answers 421 to the foreign host %s',
    async (host) => {
      expect(await getWithHost(await start(), host)).toBe(421);
    },
  );

  it.each(['localhost', 'localhost:80', '127.0.0.1', '[::1]:80', 'photo-album.localhost'])('answers to the host %s', async (host) => {
    expect(await getWithHost(await start(), host)).toBe(200);
  });

  it('refuses to run in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await expect(startEmulatorServer({ port: 0 })).rejects.toThrow('The emulator is a fake and does not run with NODE_ENV=production. Unset it.');
  });

  it('says in one sentence that a port is taken', async () => {
    const { port } = new URL((await start()).url);
    await expect(startEmulatorServer({ port: Number(port) })).rejects.toThrow(
      `Port ${port} is taken. Stop the program that uses it, or choose another port: the option port, --port of a command.`,
    );
  });

  it('says so when a request is none it can understand', async () => {
    const { url } = await start();
    const statuses = ['TRACE', 'OPTIONS'].map(
      (method) =>
        new Promise((resolve, reject) => {
          const path = method === 'OPTIONS' ? '*' : '/';
          httpRequest(url, { method, path }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
        }),
    );
    expect(await Promise.all(statuses)).toEqual([400, 400]);
  });

  it('takes a client that goes away in the middle of its request for no fault of its own', async () => {
    const onError = vi.fn();
    const server = await start({ onError });
    const upload = httpRequest(server.url, { method: 'PUT', path: '/photo-album/a', headers: { expect: '100-continue', 'content-length': 9 } });
    const received = new Promise<IncomingMessage>((resolve) => {
      const channel = 'http.server.request.start';
      const take: ChannelListener = (message) => {
        unsubscribe(channel, take);
        resolve((message as { readonly request: IncomingMessage }).request);
      };
      subscribe(channel, take);
    });
    await new Promise((resolve) => upload.once('continue', resolve).flushHeaders());
    const incoming = await received;
    upload.on('error', () => {}).destroy();
    // What waits for its body hears of it before this turn of the event loop is over.
    await new Promise((resolve) => incoming.once('close', () => setImmediate(resolve)));
    expect(onError).not.toHaveBeenCalled();
  });

  it('breaks the connection on a network fault and goes on serving', async () => {
    const server = await start();
    const jwks = `${server.url}/nowhere`;
    server.emulator.faults.enqueue({ kind: 'network' });
    await expect(fetch(jwks)).rejects.toThrow(TypeError);
    expect((await fetch(jwks)).status).toBe(403);
  });

  it('opens its controls to its token alone', async () => {
    const { url, token, emulator } = await start();
    const advance = (headers: Record<string, string>) =>
      fetch(`${url}/_emulator/clock`, { method: 'POST', headers, body: JSON.stringify({ advanceMs: 3_600_000 }) });
    expect((await advance({})).status).toBe(403);
    expect((await advance({ 'x-emulator-token': token })).status).toBe(200);
    expect(emulator.clock.now() - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('tells of every mailed code', async () => {
    const mails: string[] = [];
    const server = await start({ onMail: (mail) => mails.push(`${mail.address} ${mail.kind} ${mail.code}`) });
    await callCognito(server.emulator, 'AWSCognitoIdentityProviderService', 'ForgotPassword', { ClientId: userPoolClientId, Username: ada.email });
    expect(mails).toEqual([`${ada.email} password-reset ${server.emulator.mailbox.latest(ada.email)?.code}`]);
  });

  it('starts within 300 ms', async () => {
    const startedAt = performance.now();
    await start();
    expect(performance.now() - startedAt).toBeLessThan(300);
  });
});

describe('a data directory', () => {
  it('carries people, keys, tokens and objects over a restart', async () => {
    const first = await start({ dataDirectory });
    const session = await signIn(first);
    const { identityId, credentials } = await credentialsOf(first, session.getIdToken().getJwtToken());
    const Key = `users/${identityId}/engine.txt`;
    const s3Of = (server: EmulatorServer) => new S3Client({ region, endpoint: server.url, credentials, forcePathStyle: true });
    await s3Of(first).send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'Kept.' }));
    await first.close();

    const second = await start({ dataDirectory });
    const { Body } = await s3Of(second).send(new GetObjectCommand({ Bucket: bucket, Key }));
    expect(await Body?.transformToString()).toBe('Kept.');
    expect((await credentialsOf(second, session.getIdToken().getJwtToken())).identityId).toBe(identityId);
    const user = await callCognito(second.emulator, 'AWSCognitoIdentityProviderService', 'GetUser', {
      AccessToken: session.getAccessToken().getJwtToken(),
    });
    expect(user.status).toBe(200);
  });

  it('is readable by its owner only and holds whole files only', async () => {
    const server = await start({ dataDirectory: join(dataDirectory, 'new') });
    server.emulator.admin.disableUser(ada.email);
    await server.close();
    const path = join(dataDirectory, 'new', 'state.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDirectory, 'new'))).mode & 0o777).toBe(0o700);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(server.emulator.exportState());
    await expect(stat(`${path}.tmp`)).rejects.toThrow('ENOENT');
  });

  it('is written soon after a change, not only at the end', async () => {
    const server = await start({ dataDirectory });
    server.emulator.admin.disableUser(ada.email);
    await vi.waitFor(async () => expect(JSON.parse(await readFile(join(dataDirectory, 'state.json'), 'utf8'))).toMatchObject({ version: 1 }));
  });

  it('that cannot be read is not taken for an empty one, which would then be written over it', async () => {
    await mkdir(join(dataDirectory, 'state.json'));
    await expect(startEmulatorServer({ port: 0, dataDirectory })).rejects.toThrow('state.json cannot be read');
  });

  it.each(['{"version":', '{"version":99}'])('refuses the damaged state %j with the fix', async (text) => {
    await writeFile(join(dataDirectory, 'state.json'), text);
    await expect(startEmulatorServer({ port: 0, dataDirectory })).rejects.toThrow('Delete it to start from the seed.');
  });
});
