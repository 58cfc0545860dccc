interface Names {
  /** Where AWS answers; empty for AWS itself. */
  readonly VITE_AWS_ENDPOINT: string;
  readonly VITE_AWS_REGION: string;
  readonly VITE_USER_POOL_ID: string;
  readonly VITE_USER_POOL_CLIENT_ID: string;
  readonly VITE_IDENTITY_POOL_ID: string;
  readonly VITE_PHOTO_BUCKET: string;
}

/** The names of one's AWS resources, as `.env` and `.env.local` have them. None of them is secret. */
export const awsNames: Names = import.meta.env as unknown as Names;

/** For every client and provider. */
export const emulatorEndpoint: { readonly endpoint?: string } =
  awsNames.VITE_AWS_ENDPOINT === '' ? {} : { endpoint: awsNames.VITE_AWS_ENDPOINT };

/** For every S3 client: the emulator has one host for all buckets. */
export const s3Options: { readonly region: string; readonly endpoint?: string; readonly forcePathStyle: boolean } = {
  region: awsNames.VITE_AWS_REGION,
  ...emulatorEndpoint,
  forcePathStyle: 'endpoint' in emulatorEndpoint,
};
