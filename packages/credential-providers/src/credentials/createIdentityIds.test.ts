import { createMemoryStorage, type StoragePort } from '@valetkey/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { createIdentityIds, GUEST, type IdentityIds } from './createIdentityIds.ts';

const POOL = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';

let storage: StoragePort;
let ids: IdentityIds;
let asked: number;
const ask = (): Promise<string> => Promise.resolve(`id ${(asked += 1)}`);

beforeEach(() => {
  storage = createMemoryStorage();
  ids = createIdentityIds(POOL, storage);
  asked = 0;
});

describe('createIdentityIds', () => {
  it('asks once, then keeps', async () => {
    expect(await Promise.all([ids.find('ada', ask, true), ids.find('ada', ask, true)])).toEqual([
      { identityId: 'id 1', kept: false },
      { identityId: 'id 1', kept: false },
    ]);
    expect(await ids.find('ada', ask, true)).toEqual({ identityId: 'id 1', kept: true });
  });

  it('keeps pools apart in one storage', async () => {
    await ids.find(GUEST, ask, true);
    const other = createIdentityIds(POOL.replace('0', '1'), storage);
    expect(await other.find(GUEST, ask, true)).toEqual({ identityId: 'id 2', kept: false });
  });

  it('offers a person the guest’s id unless told not to borrow', async () => {
    await ids.find(GUEST, ask, true);
    expect(await ids.find('ada', ask, true)).toEqual({ identityId: 'id 1', kept: true });
    expect(await ids.find('ada', ask, false)).toEqual({ identityId: 'id 2', kept: false });
    expect(await ids.find(GUEST, ask, true)).toEqual({ identityId: 'id 1', kept: true });
  });

  it('forgets a refused id, but not the one that has replaced it', async () => {
    await ids.find('ada', ask, true);
    await ids.forget('ada', 'id 1');
    await ids.find('ada', ask, true);
    await ids.forget('ada', 'id 1');
    expect(await ids.find('ada', ask, true)).toEqual({ identityId: 'id 2', kept: true });
  });

  it('asks again after asking failed', async () => {
    await expect(ids.find('ada', () => Promise.reject(new Error('no')), true)).rejects.toThrow('no');
    expect(await ids.find('ada', ask, true)).toEqual({ identityId: 'id 1', kept: false });
  });
});
