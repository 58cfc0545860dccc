export { createBrokerSession } from './createBrokerSession.ts';
export type { BrokerSession, BrokerSessionOptions } from './createBrokerSession.ts';
