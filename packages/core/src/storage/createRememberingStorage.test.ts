import { describeStorageContract } from '@valetkey/testing/contracts';
import { describe, expect, it } from 'vitest';
import { CredentialsError } from '../errors/credentialsError.ts';
import { createObservable } from '../observable.ts';
import { createMemoryStorage } from './createMemoryStorage.ts';
import { createRememberingStorage } from './createRememberingStorage.ts';
import { renewRecord } from './renewRecord.ts';
import type { RecordFormat, StoragePort } from './storagePort.ts';

const format: RecordFormat<string> = { write: String, read: String };

function setUp(initially?: boolean) {
  const [remembered, otherwise] = [createMemoryStorage(), createMemoryStorage()];
  const open = () => createRememberingStorage({ remembered, otherwise, ...(initially === undefined ? {} : { initially }) });
  const storage = open();
  const places = async () => [await remembered.open('a', format).read(), await otherwise.open('a', format).read()];
  return { storage, record: storage.open('a', format), reload: () => open().open('a', format), places };
}

describeStorageContract('createRememberingStorage', () => setUp().storage);
describeStorageContract('createRememberingStorage, remembering', () => setUp(true).storage);

describe('createRememberingStorage', () => {
  it('remembers nobody who has not asked for it', async () => {
    const { storage, record, places } = setUp();
    await record.update(() => 'tokens');
    expect(storage.isRemembered()).toBe(false);
    expect(await places()).toEqual([undefined, 'tokens']);
  });

  it('remembers whoever signs in after asking for it, and finds them after a reload', async () => {
    const { storage, record, reload, places } = setUp();
    storage.setRemembered(true);
    await record.update(() => 'tokens');
    expect(await places()).toEqual(['tokens', undefined]);
    expect(await reload().read()).toBe('tokens');
  });

  it('renews where it lies, whatever the choice is by now', async () => {
    const { storage, record, reload, places } = setUp();
    storage.setRemembered(true);
    await record.update(() => 'tokens');
    expect(await renewRecord(reload(), (kept) => kept === 'tokens', () => Promise.resolve('renewed'))).toBe('renewed');
    expect(await places()).toEqual(['renewed', undefined]);
  });

  it('obtains what is not there yet for the place that was chosen', async () => {
    const { storage, record, places } = setUp();
    storage.setRemembered(true);
    await renewRecord(record, (kept) => kept === undefined, () => Promise.resolve('obtained'));
    expect(await places()).toEqual(['obtained', undefined]);
  });

  it('tells why either place can keep nothing', () => {
    const failure = createObservable<CredentialsError | undefined>(undefined);
    const failing = { ...createMemoryStorage(), failure };
    for (const places of [
      { remembered: failing, otherwise: createMemoryStorage() },
      { remembered: createMemoryStorage(), otherwise: failing },
    ]) {
      failure.set(undefined);
      const storage = createRememberingStorage(places);
      const seen: unknown[] = [];
      const stop = storage.failure?.subscribe(() => seen.push(storage.failure?.getSnapshot()?.code));
      failure.set(new CredentialsError('STORAGE_UNAVAILABLE'));
      expect(seen).toEqual(['STORAGE_UNAVAILABLE']);
      stop?.();
      failure.set(undefined);
      expect(seen).toHaveLength(1);
    }
  });

  it('leaves nothing behind in the other place', async () => {
    const { storage, record, reload, places } = setUp();
    storage.setRemembered(true);
    await record.update(() => 'first');
    storage.setRemembered(false);
    await record.update(() => 'second');
    expect(await places()).toEqual([undefined, 'second']);
    storage.setRemembered(true);
    await record.update(() => 'third');
    await reload().update(() => undefined);
    expect(await places()).toEqual([undefined, undefined]);
  });

  it.each([true, false])('begins to remove at once what lies where it was chosen to (remembered: %s): the page may go before the other place answers', async (isRemembered) => {
    const chosen = createMemoryStorage();
    await chosen.open('a', format).update(() => 'tokens');
    const hung: StoragePort = { kind: 'hung', open: () => ({ read: () => new Promise(() => undefined), update: () => new Promise(() => undefined) }) };
    const places = isRemembered ? { remembered: chosen, otherwise: hung } : { remembered: hung, otherwise: chosen };
    void createRememberingStorage({ ...places, initially: isRemembered }).open('a', format).update(() => undefined);
    expect(await chosen.open('a', format).read()).toBeUndefined();
  });

  it('does not bring back who was here before somebody was remembered, once that one leaves', async () => {
    const [device, tab] = [createMemoryStorage(), createMemoryStorage()];
    const open = (otherwise = createMemoryStorage()) => createRememberingStorage({ remembered: device, otherwise });
    const here = open(tab).open('a', format);
    await here.update(() => 'Ada');
    const elsewhere = open();
    elsewhere.setRemembered(true);
    await elsewhere.open('a', format).update(() => 'Grace');
    expect(await here.read()).toBe('Grace');
    await elsewhere.open('a', format).update(() => undefined);
    expect(await here.read()).toBeUndefined();
  });

  it('knows the choice again after a reload, when it finds somebody remembered', async () => {
    const remembered = createMemoryStorage();
    const open = () => createRememberingStorage({ remembered, otherwise: createMemoryStorage() });
    const before = open();
    before.setRemembered(true);
    await before.open('a', format).update(() => 'tokens');

    const after = open();
    expect(after.isRemembered()).toBe(false);
    await after.open('a', format).read();
    expect(after.isRemembered()).toBe(true);
  });

  it('follows the choice of another, and makes none', async () => {
    const [kept, memory] = [createMemoryStorage(), createMemoryStorage()];
    const session = createRememberingStorage({ remembered: kept, otherwise: memory });
    const credentials = createRememberingStorage({ remembered: kept, otherwise: memory, choice: session });
    await kept.open('b', format).update(() => 'left behind');
    await credentials.open('b', format).read();
    expect(session.isRemembered()).toBe(false);

    session.setRemembered(true);
    await credentials.open('c', format).update(() => 'keys');
    expect(credentials.isRemembered()).toBe(true);
    expect(await kept.open('c', format).read()).toBe('keys');
  });
});
