export { createMockApp } from './createMockApp.ts';
export type { MockApp, MockSituation, MockStatus } from './createMockApp.ts';
export { MockCredentialsProvider } from './MockCredentialsProvider.tsx';
export type { MockCredentialsProviderProps } from './MockCredentialsProvider.tsx';
