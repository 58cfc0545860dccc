import { readOwn } from '../awsHttp/ownProperty.ts';
import { redeemTotp } from '../totp.ts';
import type { SignedStsCall } from './stsCall.ts';
import { StsError } from './stsError.ts';
import { readText } from './stsForm.ts';

/**
 * Redeems `SerialNumber` and `TokenCode`, the code of one of the calling user's MFA devices. A code works once.
 * @returns Whether there was one.
 * @throws StsError `AccessDenied`, `ValidationError`.
 */
export function redeemMfaCode({ form, context, caller }: SignedStsCall): boolean {
  const serialNumber = readText(form, 'SerialNumber', { min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' });
  const code = readText(form, 'TokenCode', { min: 6, max: 6, pattern: '[\\d]*', sensitive: true });
  if (serialNumber === undefined && code === undefined) return false;
  if (serialNumber === undefined || code === undefined) {
    throw failed(', must provide both MFA serial number and one time pass code.');
  }
  // Devices belong to users: those who assumed a role have none.
  const { principal } = caller;
  const user = principal.kind === 'user' ? readOwn(context.state.iam.users, principal.userName) : undefined;
  const device = user?.mfaDevices.find((candidate) => candidate.serialNumber === serialNumber);
  if (device === undefined) {
    throw failed(', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.');
  }
  if (redeemTotp(device, code, context.clock.now()) !== 'accepted') throw failed(' with invalid MFA one time pass code.');
  context.changed();
  return true;
}

function failed(how: string): StsError {
  return new StsError('AccessDenied', `MultiFactorAuthentication failed${how}`, 403);
}
