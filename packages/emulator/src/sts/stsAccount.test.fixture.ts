import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { STSClient, type Credentials } from '@aws-sdk/client-sts';
import { createEmulator, type Emulator, type EmulatorSeed, type EmulatorState, type IamRoleOptions, type PolicyDocument, type PolicyStatement } from '../index.ts';
import { createInPageRequestHandler } from '../in-page/index.ts';

/** Keys as an SDK client takes them. */
export interface ClientKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const account = '000000000000';
export const region = 'eu-west-1';

export const roleArnOf = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

export const policyOf = (...statements: readonly PolicyStatement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
export const allow = (action: string | readonly string[], resource: string | readonly string[] = '*'): PolicyStatement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

/** A role that a statement trusts, allowed to do anything to S3 unless said otherwise. */
export const roleOf = (name: string, trust: Omit<PolicyStatement, 'Effect'>, rest: Partial<IamRoleOptions> = {}): IamRoleOptions => ({
  arn: roleArnOf(name),
  trustPolicy: policyOf({ Effect: 'Allow', ...trust }),
  policies: [policyOf(allow('s3:*'))],
  ...rest,
});

/** An emulated account and clients of it, with no network in between. */
export interface StsAccount {
  readonly emulator: Emulator;
  /** An STS client, without credentials unless given some. */
  readonly sts: (keys?: ClientKeys, inRegion?: string) => STSClient;
  /** Whether these keys may list a bucket, or the code of the refusal. */
  readonly listBucket: (keys: ClientKeys, bucket: string, prefix?: string) => Promise<string>;
}

export const buckets: NonNullable<EmulatorSeed['buckets']> = [
  { name: 'album', region },
  { name: 'other', region },
];

/** @param state - A state to continue from. Default: the seed's own. */
export function createStsAccount(seed: EmulatorSeed, state?: EmulatorState): StsAccount {
  const emulator = createEmulator(state === undefined ? { seed: { buckets, ...seed } } : { state });
  const requestHandler = createInPageRequestHandler(emulator);
  const offset = () => emulator.clock.now() - Date.now();
  const none: ClientKeys = { accessKeyId: '', secretAccessKey: '' };
  return {
    emulator,
    sts: (credentials = none, inRegion = region) =>
      new STSClient({ region: inRegion, credentials, requestHandler, maxAttempts: 1, systemClockOffset: offset() }),
    async listBucket(credentials, Bucket, Prefix = '') {
      const s3 = new S3Client({ region, forcePathStyle: true, credentials, requestHandler, maxAttempts: 1, systemClockOffset: offset() });
      return refusalOf(s3.send(new ListObjectsV2Command({ Bucket, Prefix }))).then(({ code }) => code);
    },
  };
}

/** Credentials of an STS answer as an SDK client takes them. */
export function keysOf({ Credentials: given }: { readonly Credentials?: Credentials | undefined }): Required<ClientKeys> {
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = given ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) throw new Error('No credentials were given.');
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** Code, status and message of a refusal; `allowed` when there is none. */
export async function refusalOf(call: Promise<unknown>): Promise<{ readonly code: string; readonly status?: number | undefined; readonly message: string }> {
  try {
    await call;
    return { code: 'allowed', message: '' };
  } catch (error) {
    const { Code, name, message, $metadata } = error as { Code?: string; name: string; message: string; $metadata?: { httpStatusCode?: number } };
    return { code: Code ?? name, status: $metadata?.httpStatusCode, message };
  }
}

/** Another character at a place of a text, which keeps its alphabet. */
export function changeCharacter(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}
