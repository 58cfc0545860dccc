import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { AwsCommand } from '../query/awsCommand.ts';
import { planPresign, type PresignPlan } from './planPresign.ts';

/** An address and how long it works. */
export interface PresignedAddress extends PresignPlan {
  readonly url: string;
}

type Signer = Parameters<typeof getSignedUrl>;

/**
 * Signs an address with the client's current credentials. Sends nothing, unless there are none to sign with yet.
 * @param options.now - Gives the server's time, epoch ms: on a device whose clock is wrong, an address would be born expired.
 * @throws CredentialsError when there are no credentials.
 */
export async function presign(
  client: S3Client,
  command: AwsCommand<unknown, unknown>,
  options: { readonly lifeS: number; readonly now: () => number; readonly exact: boolean },
): Promise<PresignedAddress> {
  const { expiration } = await client.config.credentials();
  const plan = planPresign(options.lifeS, { now: options.now(), credentialsEndAt: expiration?.getTime(), exact: options.exact });
  const url = await getSignedUrl(withoutChecksums(client) as Signer[0], command as Signer[1], {
    expiresIn: options.lifeS,
    signingDate: new Date(plan.signingDate),
  });
  return { ...plan, url };
}

/**
 * The client without the checksum that the SDK adds by itself: that of a body it does not know yet, which S3 would refuse
 * every upload for.
 * @see https://github.com/aws/aws-sdk-js-v3/issues/6994
 */
function withoutChecksums(client: S3Client): S3Client {
  const whenRequired = (): Promise<'WHEN_REQUIRED'> => Promise.resolve('WHEN_REQUIRED');
  const config = { ...client.config, requestChecksumCalculation: whenRequired, responseChecksumValidation: whenRequired };
  return Object.create(client, { config: { value: config } }) as S3Client;
}
