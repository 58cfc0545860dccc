import type { SharedRecord } from '@valetkey/core';
import type { TokenPayload } from '../createIssuer.ts';

/** A slot's record. Only pages of ours write here. */
export function asRecord(found: unknown): SharedRecord {
  return (found ?? { version: 1, epoch: 0, generation: 0 }) as SharedRecord;
}

/** Whose tokens a session's record holds. */
export function readToken({ sealed }: SharedRecord): TokenPayload | undefined {
  if (sealed === undefined) return undefined;
  const { idToken = '', refreshToken = '' } = JSON.parse(new TextDecoder().decode(sealed.data)) as Readonly<Record<string, string>>;
  const payload = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as TokenPayload;
  return { ...payload, serial: Number(refreshToken.split('/')[1]) };
}

/** Whose credentials a record of shared ones holds, and until when AWS takes them, epoch ms. */
export function readShared({ sealed }: SharedRecord): { readonly owner: string; readonly expiration: number } | undefined {
  return sealed && (JSON.parse(new TextDecoder().decode(sealed.data)) as { readonly owner: string; readonly expiration: number });
}
