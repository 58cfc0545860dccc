import type { ServiceContext } from './emulatorService.ts';
import { openSessionToken } from './gate/sessionToken.ts';

/**
 * Who a request's session token belongs to, for the call log: the identity id, else the role's ARN.
 * Says nothing of whether the signature is right; that is for the service to find out.
 */
export async function signerOf(request: Request, { state }: ServiceContext): Promise<string | undefined> {
  const token =
    request.headers.get('x-amz-security-token') ?? new URL(request.url).searchParams.get('X-Amz-Security-Token');
  const claims = token === null ? undefined : await openSessionToken(token, state.iam.sealKey);
  return claims?.variables['cognito-identity.amazonaws.com:sub'] ?? claims?.roleArn;
}
