import { describeStorageContract } from '@valetkey/testing/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CredentialsError } from '../errors/credentialsError.ts';
import { systemTabEnvironment, type TabEnvironment } from '../tabs/environment.ts';
import { createSessionStorage } from './createSessionStorage.ts';
import type { RecordFormat } from './storagePort.ts';

const format: RecordFormat<string> = { write: String, read: String };

beforeEach(() => sessionStorage.clear());

describeStorageContract('createSessionStorage', createSessionStorage);

describe('createSessionStorage', () => {
  it('keeps a record over a reload, and nothing after it is removed', async () => {
    const record = createSessionStorage().open('slot', format);
    await record.update(() => 'kept');
    expect(await createSessionStorage().open('slot', format).read()).toBe('kept');
    await record.update(() => undefined);
    expect(sessionStorage.length).toBe(0);
  });

  it('goes on in memory where the browser denies it, and says so once', async () => {
    const failures: CredentialsError[] = [];
    const environment = Object.create(systemTabEnvironment, {
      sessionStorage: {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      },
    }) as TabEnvironment;
    const record = createSessionStorage({ environment, onFailure: (error) => failures.push(error) }).open('slot', format);
    expect(await record.update(() => 'kept')).toBe('kept');
    expect(await record.read()).toBe('kept');
    expect(failures).toMatchObject([{ code: 'STORAGE_UNAVAILABLE' }]);
  });

  it('goes on in memory where it is full', async () => {
    const failures: CredentialsError[] = [];
    const record = createSessionStorage({ onFailure: (error) => failures.push(error) }).open('slot', format);
    expect(await record.update(() => 'x'.repeat(6_000_000))).toHaveLength(6_000_000);
    expect(await record.read()).toHaveLength(6_000_000);
    expect(failures).toMatchObject([{ code: 'STORAGE_UNAVAILABLE' }]);
  });

  it('lets a page that comes back from the back/forward cache look again', () => {
    let restored = (): unknown => undefined;
    const environment = Object.create(systemTabEnvironment, {
      onRestore: {
        value: (check: () => unknown) => {
          restored = check;
          return () => (restored = () => 'stopped');
        },
      },
    }) as TabEnvironment;
    const stop = createSessionStorage({ environment }).open('slot', format).watch?.(() => 'looked');
    expect(restored()).toBe('looked');
    stop?.();
    expect(restored()).toBe('stopped');
  });
});
