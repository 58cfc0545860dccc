import type { Clock, CodeDelivery } from '@valetkey/core';
import type { CognitoUser } from 'amazon-cognito-identity-js';
import type { PasswordResetEngine } from '../signIn/createPasswordResetFlow.ts';
import { readCodeDelivery, type CodeDeliveryAnswer } from '../wire/readCodeDelivery.ts';
import { callLibrary } from './callLibrary.ts';

/**
 * Replaces forgotten passwords through the library.
 * @param userNamed - Makes the library's object for one call.
 */
export function createLibraryPasswordReset(userNamed: (username: string) => CognitoUser, clock: Clock): PasswordResetEngine {
  const send = async (username: string): Promise<CodeDelivery | undefined> =>
    readCodeDelivery(
      await callLibrary<CodeDeliveryAnswer>(clock, (onSuccess, onFailure) =>
        userNamed(username).forgotPassword({ onSuccess, onFailure }),
      ),
    );
  return {
    begin: send,
    resend: send,
    confirm: (username, { code, newPassword }) =>
      callLibrary(clock, (onSuccess, onFailure) =>
        userNamed(username).confirmPassword(code, newPassword, { onSuccess, onFailure }),
      ),
  };
}
