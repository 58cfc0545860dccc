/** A code the emulator would have mailed or texted. */
export interface MailedCode {
  /** Mail address or phone number. */
  readonly address: string;
  readonly code: string;
  /** What the code is for. */
  readonly kind: 'sign-up' | 'password-reset' | 'sms-mfa';
  /** Epoch ms by the emulator's clock. */
  readonly at: number;
}

/** Where mailed codes arrive, for the person or test that has to type them. */
export interface Mailbox {
  /** The newest code sent to an address (letter case does not matter). */
  readonly latest: (address: string) => MailedCode | undefined;
  /** Every code, oldest first. */
  readonly all: () => readonly MailedCode[];
  readonly deliver: (mail: MailedCode) => void;
  readonly clear: () => void;
}

/**
 * An empty mailbox.
 * @param onMail - Told of every code as it arrives, for example to print it.
 */
export function createMailbox(onMail?: (mail: MailedCode) => void): Mailbox {
  let mails: readonly MailedCode[] = [];
  return {
    latest: (address) => mails.findLast((mail) => mail.address.toLowerCase() === address.toLowerCase()),
    all: () => mails,
    deliver(mail) {
      mails = [...mails, mail];
      onMail?.(mail);
    },
    clear() {
      mails = [];
    },
  };
}
