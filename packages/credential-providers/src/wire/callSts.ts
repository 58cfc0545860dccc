import {
  callAwsQuery,
  CredentialsError,
  type AwsQueryParameters,
  type AwsQueryRequest,
  type Clock,
  type CredentialRequest,
  type Environment,
  type ProvidedCredentials,
} from '@valetkey/core';
import { toStsError, type StsReadings } from './toStsError.ts';

/** Where AWS STS is, and by what means it is spoken to. */
export interface StsPorts {
  readonly endpoint: string;
  readonly clock: Clock;
  readonly environment: Environment;
}

/** One operation of AWS STS that answers with credentials. */
export interface StsCall {
  readonly parameters: AwsQueryParameters & { readonly Action: string };
  readonly request: CredentialRequest;
  /** What refusals of this kind of call mean. */
  readonly readings: StsReadings;
  /** Default: the call is not signed. */
  readonly sign?: AwsQueryRequest<unknown>['sign'];
}

/**
 * Calls AWS STS.
 * @throws CredentialsError `CREDENTIALS_MISSING`, what passes by itself, or what {@link toStsError} makes of a refusal.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */
export function callSts(
  ports: StsPorts,
  { parameters, request, readings, sign }: StsCall,
): Promise<ProvidedCredentials & { readonly expiration: Date }> {
  return callAwsQuery({
    ...ports,
    ...request,
    parameters: { Version: '2011-06-15', ...parameters },
    sign,
    readAnswer,
    toError: (refusal) => toStsError(refusal, readings),
  });
}

function readAnswer(read: (element: string) => string): ProvidedCredentials & { readonly expiration: Date } {
  const accessKeyId = read('AccessKeyId');
  const secretAccessKey = read('SecretAccessKey');
  const sessionToken = read('SessionToken');
  const expiration = new Date(read('Expiration'));
  if (!accessKeyId || !secretAccessKey || !sessionToken || !Number(expiration)) {
    throw new CredentialsError('CREDENTIALS_MISSING');
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}
