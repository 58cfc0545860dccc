export { createUserPoolSession } from './createUserPoolSession.ts';
export type { UserPoolSessionOptions } from './createUserPoolSession.ts';
export { DEFAULT_TOKEN_REFRESH_WINDOW_MS } from './tokens/createSession.ts';
