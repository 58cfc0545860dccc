import { beforeEach, describe, expect, it } from 'vitest';
import { callCognito } from '../cognitoWire/callCognito.test.fixture.ts';
import { signRequest } from '../gate/signRequest.test.fixture.ts';
import {
  createEmulator,
  defaultSeed,
  emulatorDefaults,
  type CustomService,
  type Emulator,
  type PolicyStatement,
} from '../index.ts';

const { identityPoolId, guestRoleArn, region, bucket } = emulatorDefaults;
const account = '000000000000';
const page = 'http://localhost:5173';

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

let emulator: Emulator;
let asked: string[];

/** Starts an emulator with services, whose guests may do what these statements say. */
function start(services: Readonly<Record<string, CustomService>>, ...statements: readonly PolicyStatement[]): void {
  const policies = [{ Version: '2012-10-17', Statement: statements }] as const;
  const roles = defaultSeed.roles!.map((role) => (role.arn === guestRoleArn ? { ...role, policies } : role));
  emulator = createEmulator({ seed: { ...defaultSeed, roles }, services });
}

const allow = (Action: string, Resource: string): PolicyStatement => ({ Effect: 'Allow', Action, Resource });
const petStore: CustomService = (request, caller) => {
  asked.push(`${request.method} ${new URL(request.url).pathname}`);
  return Response.json({ pets: ['Ada'], for: caller.identityId ?? caller.arn });
};
const invokePets = allow('execute-api:Invoke', `arn:aws:execute-api:${region}:${account}:local/prod/GET/pets/*`);

beforeEach(() => {
  asked = [];
});

async function guestKeys(): Promise<{ readonly keys: Keys; readonly identityId: string }> {
  const { body: identity } = await callCognito(emulator, 'AWSCognitoIdentityService', 'GetId', { IdentityPoolId: identityPoolId });
  const { IdentityId: identityId } = identity;
  const { body } = await callCognito(emulator, 'AWSCognitoIdentityService', 'GetCredentialsForIdentity', { IdentityId: identityId });
  const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken } = body.Credentials;
  return { keys: { accessKeyId, secretAccessKey, sessionToken }, identityId };
}

async function send(service: string, url: string, init: RequestInit = {}, change: (signed: Request) => Request = (signed) => signed) {
  const { keys, identityId } = await guestKeys();
  const signed = await signRequest(new Request(url, init), keys, { service, region, at: emulator.clock.now() });
  const response = await emulator.handle(change(signed));
  const text = await response.text();
  return { status: response.status, code: response.headers.get('x-amzn-errortype'), body: JSON.parse(text === '' ? 'null' : text) as unknown, identityId, response };
}

describe('an API of one’s own', () => {
  it('answers whom policies allow, and knows who asks', async () => {
    start({ 'execute-api': petStore }, invokePets);
    const { status, body, identityId } = await send('execute-api', 'http://localhost:4577/prod/pets/1?colour=red');
    expect([status, body]).toEqual([200, { pets: ['Ada'], for: identityId }]);
    expect(asked).toEqual(['GET /prod/pets/1']);
  });

  it('is not asked by whom policies do not allow this method and path', async () => {
    start({ 'execute-api': petStore }, invokePets);
    const { status, code, body } = await send('execute-api', 'http://localhost:4577/prod/pets/1', { method: 'DELETE' });
    expect([status, code]).toEqual([403, 'AccessDeniedException']);
    expect(body).toEqual({
      Message: `User: arn:aws:sts::${account}:assumed-role/photo-album-guest/CognitoIdentityCredentials is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:${region}:${account}:local/prod/DELETE/pets/1 because no identity-based policy allows the execute-api:Invoke action`,
    });
    expect((await send('execute-api', 'http://localhost:4577/test/pets/1')).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('is told apart by the id in its host', async () => {
    start({ 'execute-api': petStore }, allow('execute-api:Invoke', `arn:aws:execute-api:${region}:${account}:abc123/prod/GET/*`));
    expect((await send('execute-api', 'http://abc123.execute-api.localhost:4577/prod/pets')).status).toBe(200);
    expect((await send('execute-api', `https://abc123.execute-api.${region}.amazonaws.com/prod/pets`)).status).toBe(200);
    expect((await send('execute-api', `https://def456.execute-api.${region}.amazonaws.com/prod/pets`)).status).toBe(403);
  });

  it.each<[string, (signed: Request) => Request, string]>([
    ['with a changed path', (signed) => new Request(signed.url.replace('/1', '/2'), signed), 'InvalidSignatureException'],
    ['with a changed query', (signed) => new Request(`${signed.url}?a=b`, signed), 'InvalidSignatureException'],
    [
      'with one character of its signature changed',
      (signed) => {
        const authorization = signed.headers.get('authorization')!;
        const last = authorization.endsWith('0') ? '1' : '0';
        return new Request(signed.url, { headers: { ...Object.fromEntries(signed.headers), authorization: authorization.slice(0, -1) + last } });
      },
      'InvalidSignatureException',
    ],
    [
      'with one character of its session token changed',
      (signed) => {
        const token = signed.headers.get('x-amz-security-token')!;
        const changed = token.slice(0, 40) + (token[40] === 'A' ? 'B' : 'A') + token.slice(41);
        return new Request(signed.url, { headers: { ...Object.fromEntries(signed.headers), 'x-amz-security-token': changed } });
      },
      'UnrecognizedClientException',
    ],
  ])('is not asked by a request %s', async (_, change, expected) => {
    start({ 'execute-api': petStore }, invokePets);
    const { status, code } = await send('execute-api', 'http://localhost:4577/prod/pets/1', {}, change);
    expect([status, code]).toEqual([403, expected]);
    expect(asked).toEqual([]);
  });

  it('is not asked with a changed body, an expired session or a signature for another service', async () => {
    start({ 'execute-api': petStore }, allow('*', '*'));
    const url = 'http://localhost:4577/prod/pets';
    const changed = await send('execute-api', url, { method: 'POST', body: 'one' }, ({ headers }) => new Request(url, { method: 'POST', headers, body: 'two' }));
    expect(changed.code).toBe('InvalidSignatureException');
    const { keys } = await guestKeys();
    emulator.clock.advance(3_600_000);
    const late = await emulator.handle(await signRequest(new Request(url), keys, { service: 'execute-api', region, at: emulator.clock.now() }));
    expect([late.status, await late.json()]).toEqual([403, { message: 'The security token included in the request is expired' }]);
    const misdirected = await send('appsync', `https://abc.execute-api.${region}.amazonaws.com/prod/pets`);
    expect([misdirected.status, misdirected.body]).toEqual([403, { message: "Credential should be scoped to correct service: 'execute-api'." }]);
    expect(asked).toEqual([]);
  });

  it('asks unsigned requests to its host for a signature', async () => {
    start({ 'execute-api': petStore }, allow('*', '*'));
    const answer = await emulator.handle(new Request('http://abc.execute-api.localhost:4577/prod/pets'));
    expect([answer.status, await answer.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  });

  it('can be called from a page, preflight included, and may answer with what it fetched', async () => {
    start({ 'execute-api': () => Response.redirect('https://example.com/', 303) }, allow('*', '*'));
    const preflight = await emulator.handle(
      new Request('http://localhost:4577/prod/pets', { method: 'OPTIONS', headers: { origin: page, 'access-control-request-method': 'PATCH' } }),
    );
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(preflight.headers.get('access-control-allow-origin')).toBe(page);
    const { keys } = await guestKeys();
    const signed = await signRequest(new Request('http://localhost:4577/prod/pets'), keys, { service: 'execute-api', region });
    const answer = await emulator.handle(new Request(signed, { headers: { ...Object.fromEntries(signed.headers), origin: page } }));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([303, page]);
    const toBucket = { method: 'OPTIONS', headers: { origin: page, 'access-control-request-method': 'PUT' } };
    expect((await emulator.handle(new Request(`http://localhost:4577/${bucket}/a`, toBucket))).headers.get('access-control-max-age')).toBe('3000');
  });

  it('is in the call log with who asked, and meets queued faults', async () => {
    start({ 'execute-api': petStore }, invokePets);
    const operation = 'execute-api.GET /prod/pets/1';
    for (const kind of ['throttle', 'server-error', 'expired-token'] as const) emulator.faults.enqueue({ operation, kind });
    const statuses: number[] = [];
    for (let times = 0; times < 4; times += 1) statuses.push((await send('execute-api', 'http://localhost:4577/prod/pets/1')).status);
    expect(statuses).toEqual([429, 500, 403, 200]);
    expect(asked).toHaveLength(1);
    const calls = emulator.calls.all().filter((call) => call.operation === operation);
    expect(calls.map(({ status }) => status)).toEqual(statuses);
    expect(calls.at(-1)?.identity).toMatch(/^eu-west-1:/);
  });

  it('that fails is an internal error, told to the emulator’s owner', async () => {
    const errors: unknown[] = [];
    const broken = new Error('No pets today.');
    emulator = createEmulator({
      services: { 'execute-api': { handle: () => Promise.reject(broken), operationsOf: () => [{ action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/public/a` }] } },
      onError: (error) => errors.push(error),
    });
    expect((await send('execute-api', 'http://localhost:4577/prod/pets')).status).toBe(500);
    expect(errors).toEqual([broken]);
  });
});

describe('what a request asks for', () => {
  const echo: CustomService = async (request) => Response.json({ body: await request.text() });
  const outcome = async (...parameters: Parameters<typeof send>) => {
    const { status, code } = await send(...parameters);
    return code === null ? status : `${status} ${code}`;
  };
  const graphQl = (query: string, operationName?: string) => ({ method: 'POST', body: JSON.stringify({ query, operationName }) });

  it('is every field at the root of a GraphQL query', async () => {
    const fields = (...names: string[]) => names.map((name) => allow('appsync:GraphQL', `arn:aws:appsync:${region}:${account}:apis/local/types/${name}`));
    start({ appsync: echo }, ...fields('Query/fields/photos', 'Mutation/fields/addPhoto'));
    const url = 'http://localhost:4577/graphql';
    expect(await outcome('appsync', url, graphQl('{ photos { owner secrets } }'))).toBe(200);
    expect(await outcome('appsync', url, graphQl('mutation { addPhoto(name: "secrets") { id } }'))).toBe(200);
    const denied = '401 UnauthorizedException';
    expect(await outcome('appsync', url, graphQl('{ secrets }'))).toBe(denied);
    expect(await outcome('appsync', url, graphQl('{ photos { id } innocent: secrets }'))).toBe(denied);
    expect(await outcome('appsync', url, graphQl('{ photos { id } ...F } fragment F on Query { ... on Query { secrets } }'))).toBe(denied);
    const two = 'query A { photos { id } } query B { secrets }';
    expect(await outcome('appsync', url, graphQl(two, 'A'))).toBe(200);
    expect(await outcome('appsync', url, graphQl(two, 'B'))).toBe(denied);
    for (const malformed of [two, '{ photos', '{ ...F } fragment F on Query { ...F }', '']) {
      expect(await outcome('appsync', url, graphQl(malformed))).toBe('400 MalformedHttpRequestException');
    }
    expect((await send('appsync', url, graphQl('{ secrets }'))).body).toEqual({ errors: [{ errorType: 'UnauthorizedException', message: 'Permission denied' }] });
  });

  it('is a function, invoked by name or by its URL', async () => {
    const functions = `arn:aws:lambda:${region}:${account}:function`;
    start({ lambda: echo }, allow('lambda:InvokeFunction', `${functions}:resize`), {
      ...allow('lambda:InvokeFunctionUrl', `${functions}:abc`),
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
    });
    const invoke = (name: string) => outcome('lambda', `http://localhost:4577/2015-03-31/functions/${name}/invocations`, { method: 'POST', body: '{}' });
    expect(await invoke('resize')).toBe(200);
    expect(await invoke('delete')).toBe('403 AccessDeniedException');
    expect(await outcome('lambda', `https://abc.lambda-url.${region}.on.aws/`)).toBe(200);
    expect(await outcome('lambda', `https://def.lambda-url.${region}.on.aws/`)).toBe('403 AccessDeniedException');
  });

  it('is an operation of any other service, by the name in its header', async () => {
    start({ kms: echo }, { Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' });
    const target = (operation: string) => ({ method: 'POST', headers: { 'x-amz-target': `TrentService.${operation}` }, body: '{}' });
    expect(await outcome('kms', 'http://localhost:4577/', target('Encrypt'))).toBe(200);
    expect(await outcome('kms', 'http://localhost:4577/', target('DisableKey'))).toBe('400 AccessDeniedException');
  });

  it('is what the service says, all of which must be allowed, and never nothing', async () => {
    const operations = [{ action: 'shop:Read', resource: `arn:aws:shop:${region}:${account}:shelf/1` }];
    const service: CustomService = { handle: echo, operationsOf: () => operations };
    start({ shop: service }, { Effect: 'Allow', Action: ['shop:Read', 'kms:*'], Resource: '*' });
    // A guest may use only the services Cognito lists, whatever the role allows.
    expect(await outcome('shop', 'http://localhost:4577/shelf')).toBe('403 AccessDeniedException');
    operations[0] = { action: 'kms:Decrypt', resource: '*' };
    expect((await send('shop', 'http://localhost:4577/shelf', { method: 'POST', body: 'hello' })).body).toEqual({ body: 'hello' });
    operations.push({ action: 'kms:Encrypt', resource: '*' }, { action: 'kms:CreateKey', resource: '*' });
    expect(await outcome('shop', 'http://localhost:4577/shelf')).toBe('403 AccessDeniedException');
    operations.length = 0;
    expect(await outcome('shop', 'http://localhost:4577/shelf')).toBe('403 AccessDeniedException');
  });

  it.each(['s3', 'sts', 'dynamodb', 'cognito-identity', 'cognito-idp'])('cannot be answered in place of %s', (name) => {
    expect(() => createEmulator({ services: { [name]: echo } })).toThrow(`The emulator answers ${name} itself.`);
  });
});
