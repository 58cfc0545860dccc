import { CredentialsError, type Clock, type TokenSet } from '@valetkey/core';
import {
  AuthenticationDetails,
  type CognitoUser,
  type CognitoUserSession,
  type IAuthenticationCallback,
} from 'amazon-cognito-identity-js';
import type { SignInAnswer, SignInEngine } from '../signIn/createSignInFlow.ts';
import { mfaNames, readMfaMethods } from '../signIn/mfaNames.ts';
import { normalizeCode } from '../signIn/normalizeCode.ts';
import { callLibrary } from './callLibrary.ts';

type Parameters = Readonly<Record<string, string>> | undefined;

/**
 * Signs in through the library.
 * @param userNamed - Makes the library's object for one attempt.
 */
export function createLibrarySignIn(
  userNamed: (username: string) => CognitoUser,
  receive: (session: CognitoUserSession) => TokenSet,
  authFlow: 'srp' | 'password',
  clock: Clock,
): SignInEngine {
  return {
    // The library computes all of SRP when it is asked to sign in.
    prepare: () => undefined,
    begin(username, password) {
      const user = userNamed(username);
      user.setAuthenticationFlowType(authFlow === 'srp' ? 'USER_SRP_AUTH' : 'USER_PASSWORD_AUTH');
      const details = new AuthenticationDetails({ Username: username, Password: password });
      return ask(user, (callbacks) => user.authenticateUser(details, callbacks));
    },
  };

  function ask(user: CognitoUser, call: (callbacks: Required<IAuthenticationCallback>) => void): Promise<SignInAnswer> {
    return callLibrary(clock, (onAnswer: (answer: SignInAnswer) => void, onFailure) => {
      const onUnsupported = (challenge: string) => (): void =>
        onFailure(new CredentialsError('CHALLENGE_UNSUPPORTED', { detail: `The challenge is ${challenge}.` }));
      call({
        onSuccess: (session) => onAnswer({ kind: 'signed-in', tokens: receive(session) }),
        onFailure,
        newPasswordRequired: (_, missingAttributes: readonly string[]) =>
          onAnswer({
            kind: 'new-password',
            missingAttributes,
            answer: ({ newPassword, attributes = {} }) =>
              ask(user, (callbacks) => user.completeNewPasswordChallenge(newPassword, attributes, callbacks)),
          }),
        selectMFAType: (_, parameters: Parameters) => {
          const methods = readMfaMethods(parameters?.['MFAS_CAN_CHOOSE']);
          if (methods.length === 0) return onUnsupported('SELECT_MFA_TYPE')();
          onAnswer({
            kind: 'mfa-selection',
            methods,
            answer: ({ method }) => ask(user, (callbacks) => user.sendMFASelectionAnswer(mfaNames[method], callbacks)),
          });
        },
        totpRequired: () => onAnswer({ kind: 'totp-code', answer: ({ code }) => sendCode(user, code, 'SOFTWARE_TOKEN_MFA') }),
        mfaRequired: (_, parameters: Parameters) =>
          onAnswer({
            kind: 'sms-code',
            destination: parameters?.['CODE_DELIVERY_DESTINATION'],
            answer: ({ code }) => sendCode(user, code, 'SMS_MFA'),
          }),
        mfaSetup: onUnsupported('MFA_SETUP'),
        customChallenge: onUnsupported('CUSTOM_CHALLENGE'),
      });
    });
  }

  function sendCode(user: CognitoUser, code: string, challenge: string): Promise<SignInAnswer> {
    return ask(user, (callbacks) => user.sendMFACode(normalizeCode(code), callbacks, challenge));
  }
}
