import { createMockProvider, createSimulatedClock } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { KEY } from '../testKit/createBrokerWorld.ts';
import { createBroker } from './createBroker.ts';
import type { BrokerOptions } from './resolveBrokerOptions.ts';

const good: BrokerOptions = {
  session: () => {
    throw new Error('Nobody asks yet.');
  },
  credentials: () => createMockProvider({ clock: createSimulatedClock() }),
  keys: [KEY],
};

describe('a broker that is set up wrong does not start, and says why:', () => {
  it.each<[string, object]>([
    ['keys', { keys: [] }],
    ['session', { session: undefined }],
    ['credentials', { credentials: {} }],
    ['cookie.name', { cookie: { name: 'session' } }],
    ['cookie.maxAgeMs', { cookie: { maxAgeMs: 3_600 } }],
    ['cookie.maxAgeMs', { cookie: { maxAgeMs: Infinity } }],
    ['cookie.idleMs', { cookie: { idleMs: 0 } }],
    ['cookie.idleMs', { cookie: { maxAgeMs: 3_600_000, idleMs: 3_600_001 } }],
    ['rateLimit', { rateLimit: { requests: 0, perMs: 60_000 } }],
    ['allowedOrigins', { allowedOrigins: ['*'] }],
    ['allowedOrigins', { allowedOrigins: ['https://*.example.com/'] }],
    ['allowedOrigins', { allowedOrigins: ['http://app.example.com'] }],
    ['header', { header: 'content-type' }],
    ['header', { header: 'accept' }],
  ])('%s, as in %j', (option, wrong) => {
    expect(() => createBroker({ ...good, ...wrong })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(option) }));
  });

  it('but it starts with what is good, and asks nobody', () => {
    createBroker(good);
    createBroker({ ...good, cookie: { maxAgeMs: 60_000 }, allowedOrigins: ['https://app.example.com', 'http://localhost:5173'], header: 'X-App' });
  });
});
