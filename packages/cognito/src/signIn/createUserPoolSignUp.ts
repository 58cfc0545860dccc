import type { UserPoolApi } from '../wire/createUserPoolApi.ts';
import { readCodeDelivery, type CodeDeliveryAnswer } from '../wire/readCodeDelivery.ts';
import { toSignUpError } from '../wire/toSignUpError.ts';
import type { SignUpEngine } from './createSignUpFlow.ts';

/** Makes accounts over the wire. */
export function createUserPoolSignUp({ call }: UserPoolApi): SignUpEngine {
  return {
    async begin(username, { password, attributes = {} }) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      const answer = await call<CodeDeliveryAnswer & { readonly UserConfirmed?: boolean }>(
        'SignUp',
        { Username: username, Password: password, UserAttributes },
        toSignUpError,
      );
      return answer.UserConfirmed === true ? 'done' : readCodeDelivery(answer);
    },
    resend: async (username) => readCodeDelivery(await call('ResendConfirmationCode', { Username: username })),
    // An address that somebody else has confirmed meanwhile is found out only now.
    confirm: (username, { code }) => call('ConfirmSignUp', { Username: username, ConfirmationCode: code }, toSignUpError),
  };
}
