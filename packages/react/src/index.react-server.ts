// What server components may use: components that run in the browser. Hooks are left out, so that a build says at once
// which file lacks 'use client'.
export { CredentialsProvider } from './provider/CredentialsProvider.tsx';
export type { CredentialsProviderProps } from './provider/CredentialsProvider.tsx';
export { CredentialsScope } from './scope/CredentialsScope.tsx';
export type { CredentialsScopeProps, ScopeSettings } from './scope/CredentialsScope.tsx';
export type { ScopeClientOptions, ScopeSource } from './scope/scopeSource.ts';
export { Show } from './show/Show.tsx';
export type { ShowProps } from './show/Show.tsx';
export type { ShowWhen } from './show/decideShow.ts';
export { SignedIn } from './show/SignedIn.tsx';
export { SignedOut } from './show/SignedOut.tsx';
