import type { RecordFormat, StoragePort, StoredRecord } from '@valetkey/core';

/** The storage of a session for the length of one request. */
export interface SlotStorage extends StoragePort {
  /** What is kept by now, by slot. */
  readonly getSlots: () => Readonly<Record<string, string>>;
  /** Puts a text into a slot, as if its owner had written it. */
  readonly put: (slot: string, text: string) => void;
  /** The slots that were opened so far. */
  readonly opened: () => readonly string[];
}

/** Keeps records as texts, beginning with those of a kept session. */
export function createSlotStorage(slots: Readonly<Record<string, string>> = {}): SlotStorage {
  const texts = new Map(Object.entries(slots));
  const opened = new Set<string>();

  function open<Value>(slot: string, format: RecordFormat<Value>): StoredRecord<Value> {
    opened.add(slot);
    const read = (): Value | undefined => {
      const text = texts.get(slot);
      try {
        return text === undefined ? undefined : format.read(text);
      } catch {
        // What the parser says is not passed on: it quotes the token.
        return undefined;
      }
    };
    return {
      read: async () => read(),
      async update(change) {
        const next = change(read());
        if (next === undefined) texts.delete(slot);
        else texts.set(slot, format.write(next));
        return next;
      },
    };
  }

  return { kind: 'broker', open, getSlots: () => Object.fromEntries(texts), put: (slot, text) => void texts.set(slot, text), opened: () => [...opened] };
}
