import { createCredentialStore, narrowProvider } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, prepareAccount } from '../testKit/account.ts';
import { createWorld, type World } from '../testKit/createWorld.ts';
import { listBucket } from '../testKit/listBucket.ts';
import { fromCognitoIdentityPool } from './fromCognitoIdentityPool.ts';
import { allow, policy } from './policy.ts';
import { withRoleChaining } from './withRoleChaining.ts';

const { keys, roles, album, other } = account;
const region = 'eu-west-1';
const albumOnly = policy(allow('s3:*', 'arn:aws:s3:::album'));
const state = await prepareAccount();

let world: World;
let ports: Pick<World, 'clock' | 'environment'>;
beforeEach(() => {
  world = createWorld({ state });
  ports = { clock: world.clock, environment: world.environment };
});

const fixed = Object.assign(async () => ({ ...keys }), { source: 'static' });

describe('a provider with role chaining', () => {
  it('is the same provider', async () => {
    const pool = fromCognitoIdentityPool({ identityPoolId: emulatorDefaults.identityPoolId, logins: world.session, ...ports });
    const chaining = withRoleChaining(pool, { region, ...ports });
    expect([chaining.source, chaining.identity, chaining.personal]).toEqual([pool.source, pool.identity, pool.personal]);
    expect(withRoleChaining(Object.assign(async () => ({ ...keys }), { timeoutMs: 300_000 }), { region }).timeoutMs).toBe(300_000);
    expect((await chaining()).identityId).toBe((await pool()).identityId);
  });

  it('gives less by assuming the role of the scope', async () => {
    const given = await narrowProvider(withRoleChaining(fixed, { region, ...ports }), { roleArn: roles.account, policy: albumOnly })();
    expect([await listBucket(world, given, album), await listBucket(world, given, other)]).toEqual(['allowed', 'AccessDenied']);
  });

  it('needs a role for a policy: the scope’s, or its own', async () => {
    const narrow = (roleArn?: string) =>
      narrowProvider(withRoleChaining(fixed, { region, ...ports, ...(roleArn && { roleArn }) }), { policy: albumOnly });
    expect(() => narrow()).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
    const narrowed = narrow(roles.account);
    expect(await listBucket(world, await narrowed(), other)).toBe('AccessDenied');
    expect(narrowed.source).toBe('assumed-role, narrowed');
  });

  it('uses what a store holds', async () => {
    let obtained = 0;
    const counted = async () => ({ ...keys, number: (obtained += 1) });
    const store = createCredentialStore({ provider: withRoleChaining(counted, { region, ...ports }), ...ports, dangerouslyAllowLongLivedKeysInBrowser: true });
    for (const roleArn of [roles.account, roles.account]) await narrowProvider(store.origin, { roleArn }, store)();
    expect(obtained).toBe(1);
  });
});
