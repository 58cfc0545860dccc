import type { Labels, Messages } from './Messages.ts';

/** A catalogue with some of its texts replaced. */
export function mergeMessages(messages: Messages, labels: Labels): Messages {
  return {
    ...messages,
    fields: { ...messages.fields, ...labels.fields },
    form: { ...messages.form, ...labels.form },
    password: { ...messages.password, ...labels.password },
    signIn: { ...messages.signIn, ...labels.signIn },
    signUp: { ...messages.signUp, ...labels.signUp },
    confirmSignUp: { ...messages.confirmSignUp, ...labels.confirmSignUp },
    forgotPassword: { ...messages.forgotPassword, ...labels.forgotPassword },
    resetPassword: { ...messages.resetPassword, ...labels.resetPassword },
    newPassword: { ...messages.newPassword, ...labels.newPassword },
    mfaSelect: { ...messages.mfaSelect, ...labels.mfaSelect },
    mfaChallenge: { ...messages.mfaChallenge, ...labels.mfaChallenge },
    resend: { ...messages.resend, ...labels.resend },
    signOut: { ...messages.signOut, ...labels.signOut },
    roleSwitcher: { ...messages.roleSwitcher, ...labels.roleSwitcher },
    errors: { ...messages.errors, ...labels.errors },
  };
}
