export type { AwsSdkV2Callback, AwsSdkV2Credentials, AwsSdkV2Error } from './awsSdkV2Credentials.ts';
export { fromAwsSdkV2 } from './fromAwsSdkV2.ts';
export type { AwsSdkV2Chain } from './fromAwsSdkV2.ts';
export { DEFAULT_EXPIRY_WINDOW_S, toAwsSdkV2Credentials } from './toAwsSdkV2Credentials.ts';
export type { AwsSdkV2CredentialsOptions, StoreCredentials } from './toAwsSdkV2Credentials.ts';
