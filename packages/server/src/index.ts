export { createRequestStore } from './credentials/createRequestStore.ts';
export type { RequestStoreOptions } from './credentials/createRequestStore.ts';
