import { createTextStorage, type StoragePort } from '@valetkey/core';
import { describeSessionContract } from '@valetkey/testing/contracts';
import { createSignInOnlySession } from './createSignInOnlySession.ts';
import { createUserPoolSession } from './createUserPoolSession.ts';

const wire = {
  refreshOperation: 'GetTokensFromRefreshToken',
  signInCalls: ['InitiateAuth', 'RespondToAuthChallenge'],
} as const;

describeSessionContract('createUserPoolSession', {
  ...wire,
  create: ({ records, ...ports }) => createUserPoolSession({ ...ports, storage: createMapStorage(records) }),
});

describeSessionContract('createSignInOnlySession', {
  ...wire,
  create: ({ records, ...ports }) => createSignInOnlySession({ ...ports, storage: createMapStorage(records) }),
  makesAccounts: false,
});

function createMapStorage(records: Map<string, string>): StoragePort {
  return createTextStorage({
    kind: 'map',
    read: (slot) => Promise.resolve(records.get(slot)),
    update(slot, change) {
      const next = change(records.get(slot));
      if (next === undefined) records.delete(slot);
      else records.set(slot, next);
      return Promise.resolve();
    },
  });
}
