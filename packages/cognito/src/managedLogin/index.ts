export type { PageEnvironment } from '../environment.ts';
export { createManagedLoginSession } from './createManagedLoginSession.ts';
export type { ManagedLoginSession } from './createManagedLoginSession.ts';
export { DEFAULT_SCOPES } from './managedLoginSessionOptions.ts';
export type { ManagedLoginSessionOptions } from './managedLoginSessionOptions.ts';
export { REDIRECT_LIFETIME_MS } from './redirectTransaction.ts';
export { sameOriginPath } from './sameOriginPath.ts';
