import { encodeBase64 } from '../awsHttp/base64.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { PolicyDocument } from '../iam/policyDocument.ts';
import { sealSessionToken } from './sessionToken.ts';

/** A session somebody was found entitled to. */
export interface CredentialsRequest {
  readonly roleArn: string;
  /** 2–64 characters; the last part of the caller's ARN. */
  readonly sessionName: string;
  /** How long the credentials live, in s. The caller has applied the limits of its own operation. */
  readonly durationSeconds: number;
  /** Values of policy variables and condition keys, such as `cognito-identity.amazonaws.com:sub`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Narrow the role to what at least one of these allows. Default: not narrowed. */
  readonly sessionPolicies?: readonly PolicyDocument[];
}

/** Credentials in the spelling of Cognito Identity; STS renames `SecretKey` to `SecretAccessKey`. */
export interface IssuedCredentials {
  /** `ASIAEMU…`, 20 characters: no AWS key begins so. */
  readonly AccessKeyId: string;
  readonly SecretKey: string;
  readonly SessionToken: string;
  /** Epoch s. */
  readonly Expiration: number;
}

const ACCESS_KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ACCESS_KEY_PREFIX = 'ASIAEMU';
const ACCESS_KEY_LENGTH = 20;
const SECRET_KEY_BYTES = 30;

function createAccessKeyId(): string {
  const random = crypto.getRandomValues(new Uint8Array(ACCESS_KEY_LENGTH - ACCESS_KEY_PREFIX.length));
  return ACCESS_KEY_PREFIX + Array.from(random, (byte) => ACCESS_KEY_ALPHABET.charAt(byte % 32)).join('');
}

/**
 * Makes temporary credentials for a role. Nothing is stored: the session token carries the session, sealed.
 * Deciding who may have them (trust policy, login tokens, durations) is the caller's task.
 * @returns Credentials every emulated service accepts until `Expiration`.
 */
export async function issueCredentials(
  { state, clock }: Pick<ServiceContext, 'state' | 'clock'>,
  request: CredentialsRequest,
): Promise<IssuedCredentials> {
  const accessKeyId = createAccessKeyId();
  const secretAccessKey = encodeBase64(crypto.getRandomValues(new Uint8Array(SECRET_KEY_BYTES)));
  const expiration = Math.floor(clock.now() / 1000) + request.durationSeconds;
  const { roleArn, sessionName, variables, sessionPolicies } = request;
  const claims = { accessKeyId, secretAccessKey, roleArn, sessionName, expiresAt: expiration * 1000, variables };
  return {
    AccessKeyId: accessKeyId,
    SecretKey: secretAccessKey,
    SessionToken: await sealSessionToken(
      sessionPolicies === undefined ? claims : { ...claims, sessionPolicies },
      state.iam.sealKey,
    ),
    Expiration: expiration,
  };
}
