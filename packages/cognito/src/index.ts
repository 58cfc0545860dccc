export { createAdoptingStorage } from './adoption/createAdoptingStorage.ts';
export type { AdoptingStorageOptions } from './adoption/createAdoptingStorage.ts';
export type { ForeignStore } from './adoption/createForeignSessions.ts';
export { createSignInOnlySession } from './createSignInOnlySession.ts';
export { createUserPoolSession } from './createUserPoolSession.ts';
export type { UserPoolSessionOptions } from './openUserPool.ts';
export { DEFAULT_TOKEN_REFRESH_WINDOW_MS } from './tokens/createSession.ts';
