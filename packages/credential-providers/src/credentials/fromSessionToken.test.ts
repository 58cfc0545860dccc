import { narrowProvider } from '@valetkey/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { account, prepareAccount } from '../testKit/account.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { createWorld, type World } from '../testKit/createWorld.ts';
import { listBucket } from '../testKit/listBucket.ts';
import { fromSessionToken, type SessionTokenOptions } from './fromSessionToken.ts';
import { fromTemporaryCredentials } from './fromTemporaryCredentials.ts';

const { keys, phone, roles, album } = account;
const state = await prepareAccount();

let world: World;
beforeEach(() => {
  world = createWorld({ state });
});

const optionsOf = (options: Partial<SessionTokenOptions> = {}): SessionTokenOptions => ({
  masterCredentials: async () => ({ ...keys }),
  region: 'eu-west-1',
  clock: world.clock,
  environment: world.environment,
  ...options,
});

describe('fromSessionToken', () => {
  it('gives temporary credentials of the user, for as long as asked for', async () => {
    const given = await fromSessionToken(optionsOf({ params: { DurationSeconds: 129_600 } }))();
    expect(await listBucket(world, given, album)).toBe('allowed');
    expect(given.expiration?.getTime()).toBe(world.emulator.clock.now() + 129_600_000);
    expect(fromSessionToken(optionsOf()).source).toBe('session-token');
  });

  it('with an MFA code opens what asks for one', async () => {
    const masterCredentials = fromSessionToken(
      optionsOf({ params: { SerialNumber: phone }, mfaCodeProvider: (serialNumber) => world.emulator.admin.mfaCode(serialNumber) }),
    );
    const assume = (master: SessionTokenOptions['masterCredentials']): Promise<unknown> =>
      fromTemporaryCredentials({ ...optionsOf({ masterCredentials: master }), params: { RoleArn: roles.mfa } })();
    expect(await codeOf(assume(masterCredentials))).toBe('resolved');
    expect(await codeOf(assume(fromSessionToken(optionsOf())))).toBe('ROLE_NOT_ASSUMABLE');
  });

  it.each([899, 129_601])('refuses a duration of %d seconds', (DurationSeconds) => {
    expect(() => fromSessionToken(optionsOf({ params: { DurationSeconds } }))).toThrow(expect.objectContaining({ code: 'DURATION_OUT_OF_RANGE' }));
  });

  it('cannot be narrowed: it takes neither policy nor role', () => {
    expect(() => narrowProvider(fromSessionToken(optionsOf()), { policyArns: [account.albumOnly] })).toThrow(
      expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }),
    );
  });
});
