import { createAdoptingStorage, createUserPoolSession } from '@valetkey/cognito';
import { createEncryptedStorage, createRememberingStorage, createSessionStorage } from '@valetkey/core';

/** Whom the other library has kept signed in on this device stays so. */
export const remember = createRememberingStorage({
  remembered: createAdoptingStorage({ storage: createEncryptedStorage(), removeAdopted: true }),
  otherwise: createSessionStorage(),
});

export const session = createUserPoolSession({
  userPoolId: 'eu-west-1_AbCdEf123',
  userPoolClientId: '1example23456789',
  storage: remember,
});
