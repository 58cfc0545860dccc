import { createSharedStorage, type Clock, type StoragePort, type TabPorts } from '@valetkey/core';
import type { ForeignStore } from '../adoption/createForeignSessions.ts';

/** What the pages of one origin keep. */
export interface Origin {
  /** A page: its view of the storage that all pages share. */
  readonly openPage: () => StoragePort;
  /** What is kept under that, by slot. */
  readonly records: Map<string, unknown>;
  /** Its localStorage, by key. */
  readonly items: Map<string, string>;
  readonly localStorage: ForeignStore & { readonly clear: () => void };
}

/** Pages of one origin, in one process: without Web Locks, so that claims alone keep order. */
export function createOrigin(clock: Clock): Origin {
  const records = new Map<string, unknown>();
  const items = new Map<string, string>();
  const listeners = new Set<{ readonly page: object; readonly slot: string; readonly listener: () => unknown }>();
  let nonces = 0;

  const openPorts = (page: object): TabPorts => ({
    records: {
      read: async (slot) => records.get(slot),
      transact: async (slot, change) => void records.set(slot, change(records.get(slot))),
    },
    sealer: {
      seal: async (text, boundTo) => ({ key: boundTo, iv: new Uint8Array(12), data: new TextEncoder().encode(text).buffer }) as never,
      open: async ({ key, data }, boundTo) => ((key as unknown) === boundTo ? new TextDecoder().decode(data) : undefined),
    },
    locks: undefined,
    hints: {
      post(slot) {
        for (const other of listeners) if (other.page !== page && other.slot === slot) queueMicrotask(other.listener);
      },
      listen(slot, listener) {
        const entry = { page, slot, listener };
        listeners.add(entry);
        return () => listeners.delete(entry);
      },
    },
    notes: { leave: () => undefined, read: () => undefined },
    onLeave: () => () => undefined,
    nonce: () => `nonce ${(nonces += 1)}`,
  });

  return {
    openPage: () => createSharedStorage(openPorts({}), { kind: 'shared', clock }),
    records,
    items,
    localStorage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
      clear: () => items.clear(),
    },
  };
}
