import type { UserPoolApi } from '../wire/createUserPoolApi.ts';
import { readCodeDelivery, type CodeDeliveryAnswer } from '../wire/readCodeDelivery.ts';
import type { SignUpEngine } from './createSignUpFlow.ts';

/** Makes accounts over the wire. */
export function createUserPoolSignUp({ call }: UserPoolApi): SignUpEngine {
  return {
    async begin(username, { password, attributes = {} }) {
      const answer = await call<CodeDeliveryAnswer & { readonly UserConfirmed?: boolean }>('SignUp', {
        Username: username,
        Password: password,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      });
      return answer.UserConfirmed === true ? 'done' : readCodeDelivery(answer);
    },
    resend: async (username) => readCodeDelivery(await call('ResendConfirmationCode', { Username: username })),
    confirm: (username, { code }) => call('ConfirmSignUp', { Username: username, ConfirmationCode: code }),
  };
}
