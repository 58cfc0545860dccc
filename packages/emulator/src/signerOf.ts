import type { ServiceContext } from './emulatorService.ts';
import { identityArn } from './gate/principal.ts';
import { openSessionToken } from './gate/sessionToken.ts';

/**
 * Who a request's session token belongs to, for the call log: the identity id, else the ARN of the role or user.
 * Says nothing of whether the signature is right; that is for the service to find out.
 */
export async function signerOf(request: Request, { state }: ServiceContext): Promise<string | undefined> {
  const token =
    request.headers.get('x-amz-security-token') ?? new URL(request.url).searchParams.get('X-Amz-Security-Token');
  const claims = token === null ? undefined : await openSessionToken(token, state.iam.sealKey);
  const identityId = claims?.variables['cognito-identity.amazonaws.com:sub'];
  if (typeof identityId === 'string') return identityId;
  return claims === undefined ? undefined : identityArn(claims.principal);
}
