export { fromCognitoIdentityPool } from './credentials/fromCognitoIdentityPool.ts';
export type { CognitoIdentityPoolOptions } from './credentials/fromCognitoIdentityPool.ts';
export type { Logins, LoginsSource, LoginToken } from './tokens/resolveLogins.ts';
