import { Secret, TOTP } from 'otpauth';

/** A device that shows a new six-digit code every 30 seconds. */
export interface TotpDevice {
  /** Base32. */
  readonly secret: string;
  /** The 30-second step of the last accepted code: a code works once. */
  lastStep: number;
}

/** What became of a typed code. */
export type TotpVerdict = 'accepted' | 'wrong' | 'used';

const PERIOD_SECONDS = 30;

function appOf({ secret }: Pick<TotpDevice, 'secret'>): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
}

/**
 * Accepts a code of now, or of one period before or after; each period's code works once.
 * @param now - Epoch ms.
 */
export function redeemTotp(device: TotpDevice, typed: string, now: number): TotpVerdict {
  const drift = /^\d{6}$/.test(typed) ? appOf(device).validate({ token: typed, timestamp: now, window: 1 }) : null;
  if (drift === null) return 'wrong';
  const step = Math.floor(now / 1000 / PERIOD_SECONDS) + drift;
  if (step <= device.lastStep) return 'used';
  device.lastStep = step;
  return 'accepted';
}

/**
 * The code a device shows.
 * @param now - Epoch ms.
 */
export function totpCode(device: Pick<TotpDevice, 'secret'>, now: number): string {
  return appOf(device).generate({ timestamp: now });
}
