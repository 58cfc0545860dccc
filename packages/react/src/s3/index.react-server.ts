// What server components may use: nothing but types. An address is signed in the browser, so that no HTML holds one.
export type { PresignedUrlSettings, PresignedUrlState } from './usePresignedUrl.ts';
export type { PresignedUrlFacts } from './createPresignedUrl.ts';
