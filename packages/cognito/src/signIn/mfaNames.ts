import type { MfaMethod } from '@valetkey/core';

/** A user pool's names for second factors. */
export const mfaNames: Readonly<Record<MfaMethod, 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA'>> = { totp: 'SOFTWARE_TOKEN_MFA', sms: 'SMS_MFA' };

/** The second factors of ours among those a user pool offers: `MFAS_CAN_CHOOSE`, a JSON list of its names. */
export function readMfaMethods(offered = '[]'): readonly MfaMethod[] {
  const names = JSON.parse(offered) as readonly string[];
  return (Object.keys(mfaNames) as MfaMethod[]).filter((method) => names.includes(mfaNames[method]));
}
