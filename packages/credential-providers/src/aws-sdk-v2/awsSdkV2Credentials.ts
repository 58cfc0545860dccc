/** An error of the AWS SDK for JavaScript v2. */
export interface AwsSdkV2Error extends Error {
  readonly code?: string;
}

/** Told when credentials have been obtained, or why they could not be. */
export type AwsSdkV2Callback = (error?: AwsSdkV2Error | null) => void;

/** What `AWS.Credentials` of the AWS SDK for JavaScript v2 is to those who use it, declared here so that no types are needed. */
export interface AwsSdkV2Credentials {
  /** `undefined` until the first have been obtained, whatever the SDK's own types say. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Set to `true` by the SDK when a service calls them expired. */
  expired: boolean;
  /** `undefined` or `null` when they do not expire. */
  readonly expireTime?: Date | null;
  get(callback: AwsSdkV2Callback): void;
  refresh(callback: AwsSdkV2Callback): void;
}
