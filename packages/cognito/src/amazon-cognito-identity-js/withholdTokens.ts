import type { ICognitoStorage } from 'amazon-cognito-identity-js';

// What the library writes whenever an answer comes, wanted or not. Device keys are not among it.
const OF_A_SESSION = /\.(idToken|accessToken|refreshToken|clockDrift|LastAuthUser|userData)$/;

/**
 * The library's storage, minus the tokens: whose session it is, the session decides when an answer comes, and it keeps the
 * tokens itself. Otherwise an answer that comes after sign-out would sign in again.
 */
export function withholdTokens(storage: ICognitoStorage): ICognitoStorage {
  return {
    getItem: (key) => storage.getItem(key),
    setItem(key, value) {
      if (!OF_A_SESSION.test(key)) storage.setItem(key, value);
    },
    removeItem(key) {
      if (!OF_A_SESSION.test(key)) storage.removeItem(key);
    },
    clear: () => undefined,
  };
}
