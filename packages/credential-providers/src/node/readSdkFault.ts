import type { ErrorCode } from '@valetkey/core';
import { signedReadings, tokenReadings, toStsError } from '../wire/toStsError.ts';
import type { LinkFault } from './linkError.ts';

/** What the SDK says, and what it means. First match wins: what begins a text is decided before what may be inside it. */
const READINGS: readonly (readonly [nameAndMessage: RegExp, code: ErrorCode, detail: string])[] = [
  [
    /^CredentialsProviderError: (Command failed|stdout maxBuffer|stderr maxBuffer|spawn)/,
    'SERVICE_UNAVAILABLE',
    'The credential_process failed. Run its command in a shell to see why: what it printed is not repeated here.',
  ],
  [/returned invalid JSON|^CredentialsProviderError: Cannot read prop/, 'CREDENTIALS_MISSING', 'The credential_process must print one JSON object and nothing else to its standard output.'],
  [/did not return Version 1/, 'CREDENTIALS_MISSING', 'The JSON that the credential_process prints must have "Version": 1.'],
  [/credential_process returned invalid cred/, 'CREDENTIALS_MISSING', 'The JSON that the credential_process prints has no AccessKeyId or no SecretAccessKey.'],
  [/credential_process returned expired/, 'CREDENTIALS_EXPIRED', 'The credential_process printed credentials that have expired.'],
  [/requires multi-factor/, 'MFA_CODE_MISSING', 'The profile has an mfa_serial: give fromIni mfaCodeProvider.'],
  [/Detected a cycle/, 'PROFILE_INVALID', 'Its source_profile leads back to itself.'],
  [/Unsupported credential source/, 'PROFILE_INVALID', 'credential_source must be Ec2InstanceMetadata, EcsContainer or Environment.'],
  [/Conflicting SSO/, 'PROFILE_INVALID', 'The options contradict the sso-session section that the profile names.'],
  [/invalid SSO credentials|Incomplete configuration/, 'PROFILE_INVALID', 'SSO needs a start URL, a region, an account id and a role name.'],
  [/[Ss]so session '.*' (could not be found|is missing)/, 'PROFILE_INVALID', 'The sso-session section that the profile names is missing or incomplete.'],
  [/SSO session|SSO Token|Token is expired|Unauthorized/, 'SSO_SIGN_IN_NEEDED', 'There is no valid sign-in at IAM Identity Center.'],
  [
    /^CredentialsProviderError: (Forbidden|ResourceNotFound|InvalidRequest)Exception/,
    'ROLE_NOT_ASSUMABLE',
    'IAM Identity Center does not give this person this role in this account: check sso_account_id and sso_role_name.',
  ],
  [/^CredentialsProviderError: TooManyRequests/, 'THROTTLED', 'IAM Identity Center asks to slow down.'],
  [/invalid temporary cred|Invalid response from STS/, 'CREDENTIALS_MISSING', 'The service answered without credentials.'],
  [/TimeoutError/, 'TIMEOUT', 'The service did not answer in time.'],
  [/\b(E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_AGAIN)\w*|ENOTFOUND|socket hang up)/, 'NETWORK', 'The service could not be reached.'],
  // The SDK keeps of some refusals nothing but a name it does not know either.
  [/^CredentialsProviderError: \w+Exception: /, 'SERVICE_UNAVAILABLE', 'The service failed.'],
];

/**
 * Says in our words what the SDK's providers failed of. None of the SDK's words are repeated: they quote commands, files
 * and what was answered.
 * @returns `SERVICE_REFUSED` for what this version does not know.
 */
export function readSdkFault(error: unknown): LinkFault {
  const { name, message, code, $metadata } = readError(error);
  if ($metadata !== undefined) return readServiceFault(name, message, $metadata);
  const text = `${name}: ${message} ${code}`;
  const [, known, detail] = READINGS.find(([reading]) => reading.test(text)) ?? [];
  if (known !== undefined && detail !== undefined) return { code: known, detail };
  return { code: 'SERVICE_REFUSED', detail: `The AWS SDK failed with ${name}.` };
}

/** What services answered, AWS STS above all. */
function readServiceFault(name: string, message: string, { httpStatusCode = 0, requestId }: ServiceMetadata): LinkFault {
  const detail = `The service refused with ${name}.`;
  if (httpStatusCode === 429 || /^(Throttl|TooManyRequests)/.test(name)) return { code: 'THROTTLED', detail, requestId };
  if (httpStatusCode >= 500) return { code: 'SERVICE_UNAVAILABLE', detail, requestId };
  const { code } = toStsError({ name, message, requestId }, [[/^Validation.*webIdentityToken/, 'TOKEN_NOT_ACCEPTED'], ...tokenReadings, ...signedReadings]);
  // An expired token in a file ends nobody's session: whoever puts it there is late.
  return { code: code === 'SESSION_EXPIRED' ? 'TOKEN_NOT_ACCEPTED' : code, detail, requestId };
}

interface ServiceMetadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
}

/** The parts of an error that are looked at. */
export function readError(error: unknown): {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly statusCode: number;
  readonly $metadata: ServiceMetadata | undefined;
} {
  const { name, message, code, statusCode, $metadata } = Object(error) as Readonly<Record<string, unknown>>;
  return {
    // A name that is no word may be anything.
    name: /^\w+$/.test(String(name)) ? String(name) : 'an error',
    message: String(message),
    code: typeof code === 'string' ? code : '',
    statusCode: Number(statusCode ?? 0),
    $metadata: $metadata as ServiceMetadata | undefined,
  };
}
