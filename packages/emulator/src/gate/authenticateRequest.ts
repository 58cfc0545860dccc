import type { ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { checkPayloadHash } from './checkPayloadHash.ts';
import { computeSignature } from './computeSignature.ts';
import type { GateRefusal, SignaturePart } from './gateRefusal.ts';
import { parseAuthorization, type SignedRequest } from './parseAuthorization.ts';
import { openSessionToken, type SessionClaims } from './sessionToken.ts';

/** Furthest a signature's date may lie from the emulator's clock, in ms. */
export const MAX_CLOCK_SKEW_MS: number = 15 * 60 * 1000;

/** Somebody the gate let in. */
export interface Caller {
  readonly claims: SessionClaims;
  /** Region the request was signed for. */
  readonly region: string;
  /** Where the request carried its signature. */
  readonly signedIn: SignaturePart;
}

/** Who calls, or why nobody was let in. */
export type Authentication =
  | { readonly authenticated: true; readonly caller: Caller }
  | { readonly authenticated: false; readonly refusal: GateRefusal };

/** Services the gate stands before, by the name they are signed with. */
export type GatedService = 's3' | 'dynamodb' | 'sts';

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

async function openSession({ accessKeyId, sessionToken }: SignedRequest, sealKey: string): Promise<SessionClaims | GateRefusal> {
  // There are no long-lived keys here: a key without token is a key nobody knows.
  if (sessionToken === undefined) return { kind: 'unknownAccessKey', accessKeyId };
  const claims = await openSessionToken(sessionToken, sealKey);
  if (claims === undefined) return { kind: 'invalidToken' };
  return constantTimeEqual(claims.accessKeyId, accessKeyId) ? claims : { kind: 'unknownAccessKey', accessKeyId };
}

async function findCaller(
  request: ReceivedRequest,
  service: GatedService,
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

  const claims = await openSession(signed, state.iam.sealKey);
  if ('kind' in claims) return claims;
  if (clock.now() >= claims.expiresAt) return { kind: 'expiredToken' };
  const outOfTime = checkDates(signed, clock.now());
  if (outOfTime !== undefined) return outOfTime;

  const payloadHash = await checkPayloadHash(request, service, signed.expiresSeconds !== undefined);
  if (typeof payloadHash !== 'string') return payloadHash;
  const expected = await computeSignature(request, signed, claims.secretAccessKey, payloadHash);
  if (expected === undefined || !constantTimeEqual(expected, signed.signature)) {
    return { kind: 'signatureMismatch', accessKeyId: signed.accessKeyId };
  }
  return { claims, region: signed.scope.region, signedIn: signed.part };
}

/**
 * Verifies a Signature Version 4 request: session token, expiry, dates, body and signature, by the emulator's clock.
 * @param service - The service asked for; a signature for another one is refused.
 */
export async function authenticateRequest(
  request: ReceivedRequest,
  service: GatedService,
  context: Pick<ServiceContext, 'state' | 'clock'>,
): Promise<Authentication> {
  const result = await findCaller(request, service, context);
  return 'kind' in result ? { authenticated: false, refusal: result } : { authenticated: true, caller: result };
}
