import { CredentialsError, renewRecord, type RecordFormat, type StoragePort, type StoredRecord } from '@valetkey/core';
import { openLocalStorage } from '../environment.ts';
import { createForeignSessions, type ForeignSession, type ForeignSessions, type ForeignStore } from './createForeignSessions.ts';

/** What {@link createAdoptingStorage} takes. */
export interface AdoptingStorageOptions {
  /** Keeps the session from then on, e.g. `createEncryptedStorage()`. */
  readonly storage: StoragePort;
  /** Opens what the other library keeps its sessions in. Default `() => localStorage`. */
  readonly from?: () => ForeignStore;
  /**
   * Remove the session from where it was found, once it has been taken over. Recommended as soon as no version of the app
   * that needs it will come back; until then its refresh token lies there as plain text. Default `false`: nothing of the
   * other library is changed.
   */
  readonly removeAdopted?: boolean;
}

// The slot of a user pool session, with the id of its app client.
const SESSION_SLOT = /^valetkey:v1:[^:]+:([^:]+):session$/;

/**
 * The storage of a session that takes over, once, the one that Amplify (v5 or v6) or amazon-cognito-identity-js has left in
 * localStorage, so that people stay signed in after an app has moved. Their keys are read; beside them a mark is written
 * that says which session was taken over: after a sign-out it does not come back, although it still lies there. What is
 * blocked, torn or tampered with is nobody's session. Records other than a user pool session's pass through.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function createAdoptingStorage(options: AdoptingStorageOptions): StoragePort {
  const { storage, from = openLocalStorage, removeAdopted = false } = options;
  if (typeof from !== 'function') throw new CredentialsError('INVALID_OPTION', { detail: 'from: a function, () => localStorage' });
  return {
    kind: storage.kind,
    ...(storage.failure && { failure: storage.failure }),
    open(slot, format) {
      const record = storage.open(slot, format);
      const clientId = SESSION_SLOT.exec(slot)?.[1];
      if (clientId === undefined) return record;
      return createAdoptingRecord(record, format, createForeignSessions(from, clientId, `${slot}:adopted`), removeAdopted);
    },
  };
}

/** A session's record. Before anything else is done with it, a foreign session is taken over or passed over. */
function createAdoptingRecord<Value>(
  record: StoredRecord<Value>,
  format: RecordFormat<Value>,
  foreign: ForeignSessions,
  removeAdopted: boolean,
): StoredRecord<Value> {
  async function adopt(): Promise<void> {
    const session = foreign.find();
    if (session === undefined) return;
    if (!foreign.isSettled(session)) {
      const adopted = parse(session);
      // Without a mark, every sign-out would bring the person back.
      if (adopted === undefined || !foreign.canSettle(session)) return;
      // Whoever is signed in here stays. Another page may have settled it meanwhile, and somebody may have signed out.
      await record.update((kept) => kept ?? (foreign.isSettled(session) ? undefined : adopted));
      foreign.settle(session);
    }
    if (removeAdopted) foreign.remove();
  }

  function parse({ tokens }: ForeignSession): Value | undefined {
    try {
      return format.read(JSON.stringify(tokens));
    } catch {
      return undefined;
    }
  }

  return {
    async read() {
      await adopt();
      return record.read();
    },
    async update(change) {
      await adopt();
      return record.update(change);
    },
    renew: (isStale, obtain, signal) => renewRecord(record, isStale, obtain, signal),
    watch(listener) {
      const stop = record.watch?.(listener);
      return () => stop?.();
    },
  };
}
