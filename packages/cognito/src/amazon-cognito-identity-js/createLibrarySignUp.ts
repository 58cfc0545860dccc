import type { Clock } from '@valetkey/core';
import { CognitoUserAttribute, type CognitoUser, type CognitoUserPool, type ISignUpResult } from 'amazon-cognito-identity-js';
import type { SignUpEngine } from '../signIn/createSignUpFlow.ts';
import { readCodeDelivery, type CodeDeliveryAnswer } from '../wire/readCodeDelivery.ts';
import { toSignUpError } from '../wire/toSignUpError.ts';
import { callLibrary } from './callLibrary.ts';

/**
 * Makes accounts through the library.
 * @param userNamed - Makes the library's object for one call.
 */
export function createLibrarySignUp(
  userPool: CognitoUserPool,
  userNamed: (username: string) => CognitoUser,
  clock: Clock,
): SignUpEngine {
  return {
    async begin(username, { password, attributes = {} }) {
      const list = Object.entries(attributes).map(([Name, Value]) => new CognitoUserAttribute({ Name, Value }));
      const answer = await callLibrary<ISignUpResult>(
        clock,
        (onSuccess, onFailure) =>
          userPool.signUp(username, password, list, [], (failure, result) =>
            failure || result === undefined ? onFailure(failure) : onSuccess(result),
          ),
        toSignUpError,
      );
      return answer.userConfirmed ? 'done' : readCodeDelivery({ CodeDeliveryDetails: answer.codeDeliveryDetails });
    },
    resend: async (username) =>
      readCodeDelivery(
        await callLibrary<CodeDeliveryAnswer>(clock, (onSuccess, onFailure) =>
          userNamed(username).resendConfirmationCode((failure: unknown, answer: CodeDeliveryAnswer) =>
            failure ? onFailure(failure) : onSuccess(answer),
          ),
        ),
      ),
    confirm: (username, { code }) =>
      callLibrary(
        clock,
        (onSuccess, onFailure) =>
          userNamed(username).confirmRegistration(code, false, (failure: unknown, answer: unknown) =>
            failure ? onFailure(failure) : onSuccess(answer),
          ),
        toSignUpError,
      ),
  };
}
