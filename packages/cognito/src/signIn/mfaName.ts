import type { MfaMethod } from '@valetkey/core';

const NAMES: Readonly<Record<MfaMethod, 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA'>> = { totp: 'SOFTWARE_TOKEN_MFA', sms: 'SMS_MFA' };

/** A user pool's name for a second factor. */
export function toMfaName(method: MfaMethod): 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' {
  return NAMES[method];
}

/** The second factors of ours among those a user pool offers: `MFAS_CAN_CHOOSE`, a JSON list of its names. */
export function readMfaMethods(offered = '[]'): readonly MfaMethod[] {
  const names = JSON.parse(offered) as readonly string[];
  return (['totp', 'sms'] as const).filter((method) => names.includes(NAMES[method]));
}
