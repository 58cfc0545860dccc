import type { CodeDelivery } from '@valetkey/core';
import type { UserPoolApi } from '../wire/createUserPoolApi.ts';
import { readCodeDelivery } from '../wire/readCodeDelivery.ts';
import type { PasswordResetEngine } from './createPasswordResetFlow.ts';

/** Replaces forgotten passwords over the wire. */
export function createUserPoolPasswordReset({ call }: UserPoolApi): PasswordResetEngine {
  const send = async (username: string): Promise<CodeDelivery | undefined> =>
    readCodeDelivery(await call('ForgotPassword', { Username: username }));
  return {
    begin: send,
    resend: send,
    confirm: (username, { code, newPassword }) =>
      call('ConfirmForgotPassword', { Username: username, ConfirmationCode: code, Password: newPassword }),
  };
}
