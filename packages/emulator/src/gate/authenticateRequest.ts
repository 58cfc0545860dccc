import type { ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { IamState } from '../iam/iamState.ts';
import { checkPayloadHash } from './checkPayloadHash.ts';
import { computeSignature } from './computeSignature.ts';
import type { GateRefusal, SignaturePart } from './gateRefusal.ts';
import { parseAuthorization, type SignedRequest } from './parseAuthorization.ts';
import type { Principal } from './principal.ts';
import { openSessionToken, type SessionClaims } from './sessionToken.ts';

/** Furthest a signature's date may lie from the emulator's clock, in ms. */
export const MAX_CLOCK_SKEW_MS: number = 15 * 60 * 1000;

/** Somebody the gate let in. */
export interface Caller {
  readonly principal: Principal;
  readonly accessKeyId: string;
  /** What the session token says. Absent: the caller signs with long-lived keys. */
  readonly session?: SessionClaims;
  /** Region the request was signed for. */
  readonly region: string;
  /** Where the request carried its signature. */
  readonly signedIn: SignaturePart;
}

/** Who calls, or why nobody was let in. */
export type Authentication =
  | { readonly authenticated: true; readonly caller: Caller }
  | { readonly authenticated: false; readonly refusal: GateRefusal };

function checkDates(signed: SignedRequest, now: number): GateRefusal | undefined {
  const { signedAt, expiresSeconds } = signed;
  const expiredAt = signedAt + (expiresSeconds ?? 0) * 1000;
  if (expiresSeconds !== undefined && now > expiredAt) {
    return { kind: 'presignedUrlExpired', expiresSeconds, expiredAt, serverTime: now };
  }
  // A presigned URL may be older than the skew allows, but not from the future.
  const skew = expiresSeconds === undefined ? Math.abs(now - signedAt) : signedAt - now;
  return skew > MAX_CLOCK_SKEW_MS ? { kind: 'clockSkewed', signedAt, serverTime: now } : undefined;
}

/** Headers that steer AWS must be part of the signature, or whoever relays a request could add some. */
function findUnsignedHeaders({ headers }: ReceivedRequest, { signedHeaders }: SignedRequest): readonly string[] {
  return [...headers.keys()].filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
}

/** Whose keys signed a request, and the secret that goes with them. */
interface KeyHolder extends Pick<Caller, 'principal' | 'session'> {
  readonly secretAccessKey: string;
}

function findUser(accessKeyId: string, { users }: IamState): KeyHolder | GateRefusal {
  for (const user of Object.values(users)) {
    const key = user.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
    if (key !== undefined) return { principal: { kind: 'user', userName: user.name }, secretAccessKey: key.secretAccessKey };
  }
  return { kind: 'unknownAccessKey', accessKeyId };
}

async function findKeyHolder({ accessKeyId, sessionToken }: SignedRequest, iam: IamState, now: number): Promise<KeyHolder | GateRefusal> {
  if (sessionToken === undefined) return findUser(accessKeyId, iam);
  const session = await openSessionToken(sessionToken, iam.sealKey);
  if (session === undefined) return { kind: 'invalidToken' };
  if (!constantTimeEqual(session.accessKeyId, accessKeyId)) return { kind: 'unknownAccessKey', accessKeyId };
  if (now >= session.expiresAt) return { kind: 'expiredToken' };
  return { principal: session.principal, session, secretAccessKey: session.secretAccessKey };
}

async function findCaller(
  request: ReceivedRequest,
  service: string,
  { state, clock }: Pick<ServiceContext, 'state' | 'clock'>,
): Promise<Caller | GateRefusal> {
  const signed = parseAuthorization(request);
  if ('kind' in signed) return signed;
  if (signed.scope.service !== service) {
    const reason = `Credential should be scoped to correct service: '${service}'.`;
    return { kind: 'malformedCredentials', part: signed.part, reason };
  }
  const unsigned = findUnsignedHeaders(request, signed);
  if (unsigned.length > 0) return { kind: 'unsignedHeaders', names: unsigned };

  const holder = await findKeyHolder(signed, state.iam, clock.now());
  if ('kind' in holder) return holder;
  const outOfTime = checkDates(signed, clock.now());
  if (outOfTime !== undefined) return outOfTime;

  const payloadHash = await checkPayloadHash(request, service, signed.expiresSeconds !== undefined);
  if (typeof payloadHash !== 'string') return payloadHash;
  const { secretAccessKey, ...who } = holder;
  const expected = await computeSignature(request, signed, secretAccessKey, payloadHash);
  if (expected === undefined || !constantTimeEqual(expected, signed.signature)) {
    return { kind: 'signatureMismatch', accessKeyId: signed.accessKeyId };
  }
  return { ...who, accessKeyId: signed.accessKeyId, region: signed.scope.region, signedIn: signed.part };
}

/**
 * Verifies a Signature Version 4 request: key, session token, expiry, dates, body and signature, by the emulator's clock.
 * @param service - The service asked for, by the name it is signed with; a signature for another one is refused.
 */
export async function authenticateRequest(
  request: ReceivedRequest,
  service: string,
  context: Pick<ServiceContext, 'state' | 'clock'>,
): Promise<Authentication> {
  const result = await findCaller(request, service, context);
  return 'kind' in result ? { authenticated: false, refusal: result } : { authenticated: true, caller: result };
}
