export { usePresignedUrl } from './usePresignedUrl.ts';
export type { PresignedUrlSettings, PresignedUrlState } from './usePresignedUrl.ts';
export type { PresignedUrlFacts } from './createPresignedUrl.ts';
