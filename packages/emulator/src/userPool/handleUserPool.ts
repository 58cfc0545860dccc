import { answerCognito } from '../cognitoWire/answerCognito.ts';
import { changePassword } from './changePassword.ts';
import { confirmSignUp } from './confirmSignUp.ts';
import { deleteUser } from './deleteUser.ts';
import { confirmForgotPassword, forgotPassword } from './forgotPassword.ts';
import { getUser } from './getUser.ts';
import { globalSignOut } from './globalSignOut.ts';
import { initiateAuth } from './initiateAuth.ts';
import { getTokensFromRefreshToken, revokeToken } from './refreshTokens.ts';
import { resendConfirmationCode } from './resendConfirmationCode.ts';
import { respondToAuthChallenge } from './respondToAuthChallenge.ts';
import { signUp } from './signUp.ts';
import { associateSoftwareToken, setUserMfaPreference, verifySoftwareToken } from './softwareToken.ts';
import type { UserPoolContext, UserPoolOperation } from './userPoolContext.ts';

const operations: Readonly<Record<string, UserPoolOperation>> = {
  SignUp: signUp,
  ConfirmSignUp: confirmSignUp,
  ResendConfirmationCode: resendConfirmationCode,
  InitiateAuth: initiateAuth,
  RespondToAuthChallenge: respondToAuthChallenge,
  GetTokensFromRefreshToken: getTokensFromRefreshToken,
  RevokeToken: revokeToken,
  GlobalSignOut: globalSignOut,
  ForgotPassword: forgotPassword,
  ConfirmForgotPassword: confirmForgotPassword,
  ChangePassword: changePassword,
  GetUser: getUser,
  DeleteUser: deleteUser,
  AssociateSoftwareToken: associateSoftwareToken,
  VerifySoftwareToken: verifySoftwareToken,
  SetUserMFAPreference: setUserMfaPreference,
};

/** The user pool service (`AWSCognitoIdentityProviderService`). */
export function handleUserPool(request: Request, context: UserPoolContext): Promise<Response> {
  return answerCognito(request, operations, context);
}
