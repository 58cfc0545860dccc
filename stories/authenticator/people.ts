import { emulatorDefaults } from '@valetkey/emulator';

/** Somebody of a story. */
export interface Person {
  readonly email: string;
  readonly password: string;
}

/** She has an account on every stage. */
export const ada: Person = emulatorDefaults.user;

/** She has none, unless a story gives her one. */
export const grace: Person = { email: 'grace@example.com', password: 'Compiler-1952!' };

/** A phone for codes. */
export const phone = '+441632960001';

/** The secret of an authenticator app, base32. */
export const totpSecret = 'JBSWY3DPEHPK3PXP';
