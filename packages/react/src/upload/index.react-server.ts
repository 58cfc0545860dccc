// What server components may use: types. The hook is left out, so that a build says at once which file lacks 'use client'.
export type { UploadActions, UseUploadOptions } from './useUpload.ts';
export type { UploadBody, UploadInput } from './readUploadInput.ts';
export type { UploadProgress, UploadResult, UploadState } from './uploadState.ts';
