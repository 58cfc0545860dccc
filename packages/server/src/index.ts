export { createRequestStore } from './credentials/createRequestStore.ts';
export type { RequestStoreOptions } from './credentials/createRequestStore.ts';
export { createBroker } from './broker/createBroker.ts';
export type { Broker } from './broker/createBroker.ts';
export type { BrokerEndpoint, BrokerEvent, BrokerRefusal } from './broker/brokerEvent.ts';
export type { RateLimit } from './broker/createRateLimit.ts';
export type { HandedTokens } from './broker/handOver.ts';
export {
  DEFAULT_BROKER_HEADER,
  DEFAULT_COOKIE_NAME,
  DEFAULT_SESSION_IDLE_MS,
  DEFAULT_SESSION_MAX_AGE_MS,
} from './broker/resolveBrokerOptions.ts';
export type { BrokerCookieOptions, BrokerOptions } from './broker/resolveBrokerOptions.ts';
export { createMemorySessions } from './tokens/createMemorySessions.ts';
export type { MemorySessionsOptions } from './tokens/createMemorySessions.ts';
export { LOCK_MS } from './tokens/sessionStore.ts';
export type { SessionStore } from './tokens/sessionStore.ts';
