import { CredentialsError } from '../errors/credentialsError.ts';
import type { ErrorCode } from '../errors/errorText.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

// AWS partitions name regions like eu-west-1, us-gov-east-1, us-iso-east-1, eusc-de-east-1.
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/**
 * Reads the region a pool id begins with, and checks the id's shape.
 * @param id - A user pool id (`eu-west-1_…`) or identity pool id (`eu-west-1:…`).
 * @param rest - What must follow the region, separator included.
 * @param code - The error to throw when the id is malformed.
 * @param expected - What the caller believes the region to be: it must agree.
 * @throws CredentialsError `code`, or `REGION_MISMATCH`.
 */
export function parseRegion(id: string, rest: RegExp, code: ErrorCode, expected?: string): string {
  // Ids come from environment files and may be missing, whatever their type says.
  const region = String(id).replace(/[_:].*$/s, '');
  if (!REGION.test(region) || !rest.test(id.slice(region.length))) throw new CredentialsError(code);
  if (expected !== undefined && expected !== region) {
    // Written here and not before, so that production builds leave the words out.
    throw new CredentialsError('REGION_MISMATCH', process.env.NODE_ENV === 'production' ? {} : { detail: `The id says ${region}, not ${expected}.` });
  }
  return region;
}
