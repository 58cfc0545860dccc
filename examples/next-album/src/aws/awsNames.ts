/** The names of one's AWS resources, for browser and server alike. None of them is secret. */
export interface AwsNames {
  /** Where AWS answers; `undefined` for AWS itself. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly identityPoolId: string;
  readonly bucket: string;
}

/** What `.env` and `.env.local` say. Written out, because Next.js puts in each by its full name. */
export const awsNames: AwsNames = {
  endpoint: process.env.NEXT_PUBLIC_AWS_ENDPOINT || undefined,
  region: process.env.NEXT_PUBLIC_AWS_REGION ?? '',
  userPoolId: process.env.NEXT_PUBLIC_USER_POOL_ID ?? '',
  userPoolClientId: process.env.NEXT_PUBLIC_USER_POOL_CLIENT_ID ?? '',
  identityPoolId: process.env.NEXT_PUBLIC_IDENTITY_POOL_ID ?? '',
  bucket: process.env.NEXT_PUBLIC_PHOTO_BUCKET ?? '',
};

const emulator = awsNames.endpoint === undefined ? {} : { endpoint: awsNames.endpoint };

/** For every client and provider. */
export const emulatorEndpoint: { readonly endpoint?: string } = emulator;

/** For every S3 client: the emulator has one host for all buckets. */
export const s3Options: { readonly region: string; readonly endpoint?: string; readonly forcePathStyle: boolean } = {
  region: awsNames.region,
  ...emulator,
  forcePathStyle: 'endpoint' in emulator,
};
