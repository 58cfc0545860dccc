import {
  createServerClock,
  CredentialsError,
  isCredentialsError,
  signForm,
  type AwsCredentialProvider,
  type AwsQueryParameters,
  type CredentialProvider,
  type CredentialRequest,
  type HeldCredentials,
  type ProvidedCredentials,
} from '@valetkey/core';
import { callSts } from '../wire/callSts.ts';
import { signedReadings } from '../wire/toStsError.ts';
import { stsPorts, type StsOptions } from './roleSession.ts';
import { PERSON_TIMEOUT_MS, sparePerson } from './sparePerson.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** Credentials that are used to obtain others: a provider, a store, or a store's `provider`. A store obtains them once for all. */
export type MasterCredentials = CredentialProvider | AwsCredentialProvider | HeldCredentials;

/** What every provider takes that signs its calls with other credentials. */
export interface SignedProviderOptions extends StsOptions {
  /** Signs the calls. With a store one acquisition serves it and everybody else; a provider is asked at each call. */
  readonly masterCredentials: MasterCredentials;
  /** Region of the STS endpoint, and of the signature. */
  readonly region: string;
  /**
   * Asks the person for the current code of the MFA device `SerialNumber`. Called for each call to STS, again if the code was
   * wrong. Answering with nothing gives up. Credentials obtained before are then used to their end, and a store asks again
   * five minutes later, or when `refresh()` is called.
   */
  readonly mfaCodeProvider?: (serialNumber: string) => Promise<string | undefined> | string | undefined;
}

/**
 * Makes a provider of what STS answers to calls that are signed with other credentials. What can be mended at once is tried
 * again, twice at most: expired master credentials, this device's clock, a mistyped code.
 */
export function createSignedProvider(
  options: SignedProviderOptions,
  source: string,
  serialNumber: string | undefined,
  parametersFor: (identityId: string | undefined) => AwsQueryParameters & { readonly Action: string },
): CredentialProvider {
  const { masterCredentials: master, region, mfaCodeProvider } = options;
  if (process.env.NODE_ENV !== 'production' && (!region || (serialNumber && !mfaCodeProvider))) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'Give region, and mfaCodeProvider with SerialNumber: a code works once.' });
  }
  const ports = stsPorts(options);
  const store: HeldCredentials | undefined = typeof master === 'function' ? (master as AwsCredentialProvider).store : master;
  const { identity, personal, timeoutMs = 0 } = store?.origin ?? (master as CredentialProvider);
  const { observe, getOffsetMs, now } = createServerClock(ports.clock);

  async function call(request: CredentialRequest): Promise<ProvidedCredentials> {
    const code = serialNumber && (await askForCode(serialNumber));
    // Of a store these are the credentials it holds, unless others are forced.
    const credentials: ProvidedCredentials = await (store?.getCredentials ?? (master as CredentialProvider))(request);
    const identityId = store ? store.getSnapshot().identityId : credentials.identityId;
    const given = await callSts(ports, {
      parameters: { ...parametersFor(identityId), TokenCode: code },
      request: {
        ...request,
        onServerTime(serverTimeMs) {
          observe(serverTimeMs);
          request.onServerTime?.(serverTimeMs);
        },
      },
      readings: signedReadings,
      sign: (contentType, body) =>
        signForm(ports.endpoint, contentType, body, {
          credentials,
          region,
          service: 'sts',
          signedAt: now(),
          crypto: ports.environment.crypto,
        }),
    });
    return { ...given, ...(identityId && { identityId }) };
  }

  async function askForCode(serial: string): Promise<string> {
    try {
      const code = await mfaCodeProvider?.(serial);
      if (code) return code;
    } catch {
      // Cancelled: the same as giving none.
    }
    throw new CredentialsError('MFA_CODE_MISSING');
  }

  // Until when what was given last is accepted: 0 before there is any.
  let goodUntil = 0;

  async function provide(request: CredentialRequest = {}): Promise<ProvidedCredentials> {
    let forceRefresh = false;
    for (let triesLeft = 2; ; triesLeft -= 1) {
      const offsetMs = getOffsetMs();
      try {
        const given = await call({ ...request, forceRefresh });
        goodUntil = Number(given.expiration);
        return given;
      } catch (error) {
        const code = isCredentialsError(error) && error.code;
        forceRefresh = code === 'CREDENTIALS_EXPIRED';
        const isSkewed = code === 'CREDENTIALS_REJECTED' && getOffsetMs() !== offsetMs;
        if (triesLeft === 0 || !(forceRefresh || isSkewed || code === 'CODE_MISMATCH')) throw sparePerson(error, serialNumber ? goodUntil - now() : 0);
      }
    }
  }

  // Whoever obtains the master credentials may need a person as well.
  return Object.assign(provide, { source, identity, personal, timeoutMs: timeoutMs + (serialNumber ? PERSON_TIMEOUT_MS : 0) || undefined });
}
