import {
  createCredentialStore,
  createObservable,
  CredentialsError,
  isCredentialsError,
  narrowProvider,
  type CredentialProvider,
  type IdentitySource,
} from '@valetkey/core';
import { createFakeSession, createMockProvider, createSimulatedClock, createSimulatedEnvironment, type MockProvider } from '@valetkey/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../testKit/codeOf.ts';
import { fromChain } from './fromChain.ts';

const HOUR_MS = 3_600_000;
let clock: ReturnType<typeof createSimulatedClock>;
let pool: MockProvider;
let broker: MockProvider;
beforeEach(() => {
  clock = createSimulatedClock();
  pool = createMockProvider({ clock, source: 'pool' });
  broker = createMockProvider({ clock, source: 'broker', firstNumber: 501 });
});

/** As the SDK's providers reject. */
function sdkError(tryNextLink: boolean | undefined): Error {
  return Object.assign(new Error('Could not load /home/ada/.aws'), { name: 'CredentialsProviderError' }, tryNextLink === undefined ? {} : { tryNextLink });
}

const messageOf = (provide: CredentialProvider): Promise<string> => provide().then(String, (error: unknown) => (error as Error).message);

describe('a walk', () => {
  it('ends with the first link that succeeds: the later ones are not called [behaviour 42]', async () => {
    expect(await fromChain(pool, broker)()).toMatchObject({ accessKeyId: 'ASIAMOCK000000000001', source: 'pool' });
    expect(broker.calls).toHaveLength(0);
  });

  it('begins anew each time: what was skipped before is asked first again', async () => {
    const chain = fromChain(pool, broker);
    pool.answerNext(new CredentialsError('NOT_SIGNED_IN'));
    expect((await chain()).source).toBe('broker');
    expect((await chain()).source).toBe('pool');
  });

  it('may lead to what another store holds, which hides its keys from copies', async () => {
    const store = createCredentialStore({ provider: pool, clock, environment: createSimulatedEnvironment() });
    const given = await fromChain(() => store.getCredentials(), broker)();
    expect(given).toMatchObject({ accessKeyId: 'ASIAMOCK000000000001', secretAccessKey: expect.stringMatching(/./), source: 'custom' });
    expect(given).not.toHaveProperty('accountId');
  });

  it('tells the store which link it was', async () => {
    pool.answerNext(new CredentialsError('NOT_SIGNED_IN'));
    const store = createCredentialStore({ provider: fromChain(pool, broker), clock, environment: createSimulatedEnvironment() });
    expect(await store.whenReady()).toMatchObject({ status: 'ready', source: 'broker' });
  });
});

describe('a link that has nothing to offer is skipped [behaviour 43]', () => {
  it.each<[string, Error | (() => never)]>([
    ['nobody is signed in', new CredentialsError('NOT_SIGNED_IN')],
    ['there are none', new CredentialsError('CREDENTIALS_NOT_FOUND')],
    ['a chain in the chain had none', new CredentialsError('CHAIN_EXHAUSTED')],
    ['a provider of the SDK says to try the next link', sdkError(true)],
  ])('and the next is asked: %s', async (_, error) => {
    pool.answerAlways(error);
    expect((await fromChain(pool, broker)()).source).toBe('broker');
  });

  it('and the next is asked: a function gave nothing', async () => {
    for (const nothing of [undefined, null]) {
      const link = (async () => nothing) as unknown as CredentialProvider;
      expect((await fromChain(link, broker)()).source).toBe('broker');
    }
  });
});

describe('any other error ends the walk [behaviour 43]', () => {
  it.each<[string, Error, string]>([
    ['a session that ended: its person is told', new CredentialsError('SESSION_EXPIRED'), 'SESSION_EXPIRED'],
    ['a role that does not trust the caller', new CredentialsError('ROLE_NOT_ASSUMABLE'), 'ROLE_NOT_ASSUMABLE'],
    ['no network', new CredentialsError('NETWORK'), 'NETWORK'],
    ['a fault in a link', new TypeError('x is not a function'), 'TypeError: x is not a function'],
    ['a provider of the SDK that says to stop', sdkError(false), 'CredentialsProviderError: Could not load /home/ada/.aws'],
    ['a provider of the SDK that says nothing', sdkError(undefined), 'CredentialsProviderError: Could not load /home/ada/.aws'],
  ])('and the next is not asked: %s', async (_, error, code) => {
    pool.answerAlways(error);
    expect(await codeOf(fromChain(pool, broker)())).toBe(code);
    expect(broker.calls).toHaveLength(0);
  });
});

describe('when all are skipped', () => {
  it('the error says why each of them was, and repeats no words of foreign providers', async () => {
    pool.answerAlways(sdkError(true));
    broker.answerAlways(new CredentialsError('CREDENTIALS_NOT_FOUND'));
    const nameless: CredentialProvider = async () => Promise.reject(sdkError(true));
    const error: unknown = await fromChain(pool, broker, nameless)().catch((reason: unknown) => reason);
    expect(isCredentialsError(error) && error.code).toBe('CHAIN_EXHAUSTED');
    const { message, cause } = error as Error;
    expect(message).toContain('pool: CredentialsProviderError; broker: CREDENTIALS_NOT_FOUND; custom: CredentialsProviderError');
    expect(message).not.toContain('ada');
    expect((cause as AggregateError).errors).toHaveLength(3);
  });

  it('and signing in would help one of them, that is the answer: a store shows nobody signed in', async () => {
    pool.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    broker.answerAlways(new CredentialsError('CREDENTIALS_NOT_FOUND'));
    const chain = fromChain(pool, broker);
    expect(await messageOf(chain)).toContain('pool: NOT_SIGNED_IN; broker: CREDENTIALS_NOT_FOUND');
    const store = createCredentialStore({ provider: chain, clock, environment: createSimulatedEnvironment() });
    expect(await store.whenReady()).toMatchObject({ status: 'signed-out', expired: false });
  });

  it('because there are none, it says that it is empty [behaviour 44]', async () => {
    expect(await codeOf(fromChain()())).toBe('CHAIN_EXHAUSTED');
    expect(await messageOf(fromChain())).toContain('It is empty');
  });

  it('nobody asks again and again', async () => {
    pool.answerAlways(new CredentialsError('CREDENTIALS_NOT_FOUND'));
    const store = createCredentialStore({ provider: fromChain(pool), clock, environment: createSimulatedEnvironment() });
    const stop = store.start();
    await clock.advanceBy(HOUR_MS);
    expect(pool.calls).toHaveLength(1);
    stop();
  });
});

describe('however many ask at once', () => {
  it('one walk serves them, and tells each the server’s time [behaviour 45]', async () => {
    const release = pool.hold();
    pool.answerAlways(({ onServerTime }) => {
      onServerTime?.(42);
      throw new CredentialsError('NOT_SIGNED_IN');
    });
    const times: number[] = [];
    const chain = fromChain(pool, broker);
    const all = Promise.all(Array.from({ length: 10 }, () => chain({ onServerTime: (time) => times.push(time) })));
    release();
    expect(new Set((await all).map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect([pool.calls.length, broker.calls.length, times.length]).toEqual([1, 1, 10]);
  });

  it('whoever must have other keys does not join', async () => {
    const chain = fromChain(pool);
    const [given, forced] = await Promise.all([chain(), chain({ forceRefresh: true })]);
    expect(forced.accessKeyId).not.toBe(given.accessKeyId);
    expect(pool.calls.map(({ forceRefresh }) => forceRefresh)).toEqual([false, true]);
  });

  it('whoever asks for another person does not join', async () => {
    const session = createFakeSession({ clock, initial: { username: 'ada' } });
    const { identity } = identityOfSession(session);
    const ofPerson = createMockProvider({ clock, identity });
    const release = ofPerson.hold();
    const chain = fromChain(ofPerson);
    const adas = chain();
    session.signInAs({ username: 'grace' });
    const graces = chain();
    release();
    expect((await graces).accessKeyId).not.toBe((await adas).accessKeyId);
  });

  it('one that gives up leaves the walk to the others; the last one ends it', async () => {
    pool.hold();
    const chain = fromChain(pool, broker);
    const controllers = [new AbortController(), new AbortController()];
    const [first, second] = controllers.map(({ signal }) => codeOf(chain({ signal })));
    controllers[0]?.abort();
    expect(await first).toBe('ABORTED');
    expect(pool.calls[0]?.signal?.aborted).toBe(false);
    controllers[1]?.abort();
    expect(await second).toBe('ABORTED');
    expect(pool.calls[0]?.signal?.aborted).toBe(true);
    expect(broker.calls).toHaveLength(0);
  });

  it('whoever comes after all have given up begins a walk of their own', async () => {
    const release = pool.hold();
    const chain = fromChain(pool);
    const controller = new AbortController();
    const given = codeOf(chain({ signal: controller.signal }));
    controller.abort();
    const next = codeOf(chain());
    release();
    expect([await given, await next, pool.calls.length]).toEqual(['ABORTED', 'resolved', 2]);
  });

  it('a walk that was given up ends without touching the one after it', async () => {
    const settles: (() => void)[] = [];
    const slow: CredentialProvider = () => new Promise((_, reject) => settles.push(() => reject(new CredentialsError('NETWORK'))));
    const chain = fromChain(slow);
    const controller = new AbortController();
    const first = codeOf(chain({ signal: controller.signal }));
    controller.abort();
    const second = codeOf(chain());
    settles[0]?.();
    await clock.advanceBy(0);
    const third = codeOf(chain());
    expect(settles).toHaveLength(2);
    settles[1]?.();
    expect([await first, await second, await third]).toEqual(['ABORTED', 'NETWORK', 'NETWORK']);
  });

  it('a link that does not listen to its signal does not make the next one be asked', async () => {
    let settle: (error: Error) => void = () => undefined;
    const deaf: CredentialProvider = () => new Promise((_, reject) => (settle = reject));
    const controller = new AbortController();
    const given = codeOf(fromChain(deaf, broker)({ signal: controller.signal }));
    controller.abort();
    settle(new CredentialsError('NOT_SIGNED_IN'));
    expect(await given).toBe('ABORTED');
    await clock.advanceBy(0);
    expect(broker.calls).toHaveLength(0);
  });
});

function identityOfSession(session: ReturnType<typeof createFakeSession>): { identity: IdentitySource } {
  return { identity: { getEpoch: () => session.getSnapshot().epoch, subscribe: session.subscribe, start: session.start } };
}

describe('the person', () => {
  /** An identity that counts its starts. */
  function createIdentity() {
    const epoch = createObservable(0);
    const state = { started: 0 };
    const identity: IdentitySource = {
      getEpoch: epoch.getSnapshot,
      subscribe: epoch.subscribe,
      start() {
        state.started += 1;
        return () => {
          state.started -= 1;
        };
      },
    };
    return { identity, state, change: () => epoch.set(epoch.getSnapshot() + 1) };
  }

  it('is another when that of any link is', () => {
    const [one, two] = [createIdentity(), createIdentity()];
    const chain = fromChain(createMockProvider({ clock, identity: one.identity }), pool, createMockProvider({ clock, identity: two.identity }));
    const epochs: (number | undefined)[] = [];
    const unsubscribe = chain.identity?.subscribe(() => epochs.push(chain.identity?.getEpoch()));
    const stop = chain.identity?.start();
    expect([one.state.started, two.state.started]).toEqual([1, 1]);
    one.change();
    two.change();
    expect(epochs).toEqual([1, 2]);
    stop?.();
    unsubscribe?.();
    one.change();
    expect(epochs).toHaveLength(2);
    expect([one.state.started, two.state.started]).toEqual([0, 0]);
  });

  it('is nobody in particular where no link knows one', () => {
    expect([fromChain(pool).identity, fromChain(pool).personal]).toEqual([undefined, false]);
    expect(fromChain(pool, Object.assign(broker, { personal: true })).personal).toBe(true);
  });

  it('may take as long as the link that takes longest', () => {
    expect(fromChain(pool).timeoutMs).toBeUndefined();
    expect(fromChain(pool, Object.assign(broker, { timeoutMs: 300_000 })).timeoutMs).toBe(300_000);
  });
});

describe('narrowed', () => {
  const scope = { policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] };

  it('every link is', async () => {
    const links = [createMockProvider({ clock, narrows: true }), createMockProvider({ clock, narrows: true })];
    links[0]?.answerAlways(new CredentialsError('NOT_SIGNED_IN'));
    const narrowed = narrowProvider(fromChain(...links), scope);
    expect((await narrowed()).accessKeyId).toMatch(/1001$/);
    expect(links.map((link) => [link.calls.length, link.narrowed[0]?.scope])).toEqual([[0, scope], [0, scope]]);
  });

  it('it is refused when one link cannot be, since that one would give all it has', () => {
    expect(() => narrowProvider(fromChain(createMockProvider({ clock, narrows: true }), broker), scope)).toThrow(
      expect.objectContaining({ code: 'SCOPE_UNSUPPORTED', message: expect.stringContaining('"broker"') }),
    );
  });
});
