import { createTextStorage, type StoragePort } from '@valetkey/core';
import { describeSessionContract } from '@valetkey/testing/contracts';
import { createUserPoolSession } from './createUserPoolSession.ts';

describeSessionContract('createUserPoolSession', {
  create: ({ records, ...ports }) => createUserPoolSession({ ...ports, storage: createMapStorage(records) }),
  refreshOperation: 'GetTokensFromRefreshToken',
  signInCalls: ['InitiateAuth', 'RespondToAuthChallenge'],
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
