import { CredentialsError, type ServiceRefusal } from '@valetkey/core';
import { toSignInError } from './toSignInError.ts';

/** As {@link toSignInError}, for whoever makes an account: there is one more refusal. */
export function toSignUpError(refusal: ServiceRefusal): CredentialsError {
  const { name, requestId } = refusal;
  if (!/^(Username|Alias)Exists/.test(name)) return toSignInError(refusal);
  return new CredentialsError('USERNAME_EXISTS', { cause: new Error(name), requestId });
}
