export { useUpload } from './useUpload.ts';
export type { UploadActions, UseUploadOptions } from './useUpload.ts';
export type { UploadBody, UploadInput } from './readUploadInput.ts';
export type { UploadProgress, UploadResult, UploadState } from './uploadState.ts';
export { PROGRESS_INTERVAL_MS } from './createUploadRun.ts';
export { NETWORK_WAIT_MS } from './awaitNetwork.ts';
