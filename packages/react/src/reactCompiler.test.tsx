import { expect, test } from 'vitest';
import { useClient } from './client/useClient.ts';
import { CredentialsProvider } from './provider/CredentialsProvider.tsx';
import { useAwsQueryTarget } from './query/useAwsQueryTarget.ts';
import { CredentialsScope } from './scope/CredentialsScope.tsx';
import { Show } from './show/Show.tsx';
import { useUpload } from './upload/useUpload.ts';

// The compiler gives every component and hook a cache, `const $ = _c(n)`.
test.each([
  ['CredentialsProvider', CredentialsProvider],
  ['CredentialsScope', CredentialsScope],
  ['Show', Show],
  ['useClient', useClient],
  ['useAwsQueryTarget', useAwsQueryTarget],
  ['useUpload', useUpload],
])('%s is compiled where the suite says so, and only there', (_name, code) => {
  expect(/\$\[\d+\]/.test(code.toString())).toBe(import.meta.env['REACT_COMPILER'] === 'on');
});
