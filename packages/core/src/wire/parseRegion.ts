import { CredentialsError } from '../errors/credentialsError.ts';
import type { ErrorCode } from '../errors/errorText.ts';

// AWS partitions name regions like eu-west-1, us-gov-east-1, us-iso-east-1, eusc-de-east-1.
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/**
 * Reads the region a pool id begins with, and checks the id's shape.
 * @param id - A user pool id (`eu-west-1_…`) or identity pool id (`eu-west-1:…`).
 * @param options.pattern - What must follow the region, separator included.
 * @param options.code - The error to throw when the id is malformed.
 * @param options.region - What the caller believes the region to be; it must agree.
 * @throws CredentialsError `options.code`, or `REGION_MISMATCH`.
 */
export function parseRegion(
  id: string,
  options: { readonly pattern: RegExp; readonly code: ErrorCode; readonly region?: string | undefined },
): string {
  const region = typeof id === 'string' ? id.replace(/[_:].*$/s, '') : '';
  if (!REGION.test(region) || !options.pattern.test(id.slice(region.length))) throw new CredentialsError(options.code);
  if (options.region !== undefined && options.region !== region) {
    throw new CredentialsError('REGION_MISMATCH', { detail: `The id says ${region}, the option ${options.region}.` });
  }
  return region;
}
