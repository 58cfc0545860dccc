import { CredentialsError, isCredentialsError, type CredentialProvider, type ErrorCode, type ProvidedCredentials } from '@valetkey/core';
import type { AwsSdkV2Credentials, AwsSdkV2Error } from './awsSdkV2Credentials.ts';

/** What `AWS.CredentialProviderChain` of the AWS SDK for JavaScript v2 is to those who use it. */
export interface AwsSdkV2Chain {
  resolve(callback: (error: AwsSdkV2Error | null, credentials?: AwsSdkV2Credentials) => void): unknown;
}

// The SDK's own names of faults that pass; any other failure is the issuer's answer, or a set-up that cannot work.
const MEANINGS: Readonly<Record<string, ErrorCode>> = {
  NetworkingError: 'NETWORK',
  UnknownEndpoint: 'NETWORK',
  TimeoutError: 'TIMEOUT',
  Throttling: 'THROTTLED',
  ThrottlingException: 'THROTTLED',
  TooManyRequestsException: 'THROTTLED',
};

/**
 * Obtains credentials from a credentials object or a provider chain of the AWS SDK for JavaScript v2, so that the store
 * adds its refresh rules to what an app has already. A chain is resolved once, and again after what it found has failed.
 *
 * The provider it returns rejects with `CREDENTIALS_MISSING` when there are no keys, `NETWORK`, `TIMEOUT` or `THROTTLED`
 * for faults that pass, and else with `SERVICE_REFUSED`, whose cause is the SDK's name of the error.
 * @throws CredentialsError `INVALID_OPTION` when it is neither.
 */
export function fromAwsSdkV2(source: AwsSdkV2Credentials | AwsSdkV2Chain): CredentialProvider {
  if (typeof Object(source).get !== 'function' && !isChain(source)) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'Give AWS.Credentials or an AWS.CredentialProviderChain.' });
  }
  let found: Promise<AwsSdkV2Credentials> | undefined;
  let asking: Promise<ProvidedCredentials> | undefined;

  async function obtain(forceRefresh: boolean): Promise<ProvidedCredentials> {
    found ??= isChain(source) ? resolve(source) : Promise.resolve(source);
    try {
      const credentials = await found;
      await new Promise<void>((done, reject) => {
        const callback = (error?: AwsSdkV2Error | null): void => (error ? reject(error) : done());
        if (forceRefresh) credentials.refresh(callback);
        else credentials.get(callback);
      });
      return read(credentials);
    } catch (error) {
      found = undefined;
      throw isCredentialsError(error) ? error : toError(error as AwsSdkV2Error | null);
    }
  }

  const provide: CredentialProvider = async ({ forceRefresh = false, signal } = {}) => {
    if (signal?.aborted) throw new CredentialsError('ABORTED');
    // Early versions of the SDK ask once for each caller, and make a guest of each.
    const mine = asking ?? obtain(forceRefresh).finally(forget);
    function forget(): void {
      if (asking === mine) asking = undefined;
    }
    asking = mine;
    // Whoever comes after this was given up may be somebody else, or tired of an SDK that never calls back.
    signal?.addEventListener('abort', forget);
    return mine;
  };
  return Object.assign(provide, { source: 'aws-sdk-v2' });
}

function isChain(source: AwsSdkV2Credentials | AwsSdkV2Chain): source is AwsSdkV2Chain {
  return typeof Object(source).resolve === 'function';
}

function resolve(chain: AwsSdkV2Chain): Promise<AwsSdkV2Credentials> {
  return new Promise((found, reject) => {
    chain.resolve((error, credentials) => (credentials ? found(credentials) : reject(error)));
  });
}

function read({ accessKeyId, secretAccessKey, sessionToken, expireTime, ...others }: AwsSdkV2Credentials): ProvidedCredentials {
  if (!accessKeyId || !secretAccessKey) throw new CredentialsError('CREDENTIALS_MISSING');
  const { identityId } = others as { readonly identityId?: unknown };
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    ...(expireTime ? { expiration: new Date(expireTime) } : {}),
    ...(typeof identityId === 'string' ? { identityId } : {}),
  };
}

/** Keeps the name of the error. Its words may quote what a process printed or a file holds. */
function toError(error: AwsSdkV2Error | null): CredentialsError {
  const code = error?.code ?? '';
  if (code === 'CredentialsError' || code === '') return new CredentialsError('CREDENTIALS_MISSING');
  return new CredentialsError(MEANINGS[code] ?? 'SERVICE_REFUSED', { cause: new Error(code) });
}
