import {
  CredentialsError,
  findPassingFault,
  sendRequest,
  type Clock,
  type Environment,
} from '@valetkey/core';
import type { BrokerEndpoint } from '../broker/brokerEvent.ts';

/** Where a broker is, and how it is asked. */
export interface BrokerTarget {
  /** Without a slash at its end. */
  readonly url: string;
  readonly header: string;
  readonly cookies: RequestCredentials;
  readonly clock: Clock;
  readonly environment: Environment;
}

/** What a broker says of a session. Every part may be missing: it comes from outside. */
export interface BrokerSessionAnswer {
  readonly status?: 'signed-in' | 'signed-out';
  readonly user?: unknown;
  /** ISO 8601. */
  readonly endsAt?: string;
  /** After a sign-out: whether the user pool was told. */
  readonly revoked?: boolean;
}

/**
 * Asks a broker about the session.
 * @param body - Sent as JSON. Default: nothing.
 * @throws CredentialsError `SESSION_EXPIRED` when it takes the tokens or the cookie for nobody's, `BROKER_REFUSED`, or what passes by itself.
 */
export function callBroker(
  { url, header, cookies, clock, environment }: BrokerTarget,
  endpoint: Exclude<BrokerEndpoint, 'credentials'>,
  body?: object,
): Promise<BrokerSessionAnswer> {
  const init: RequestInit = {
    method: 'POST',
    headers: { [header]: '1', accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    credentials: cookies,
    // A redirect is somebody's sign-in page, and would take the tokens with it.
    redirect: 'manual',
    // Whoever signs out and goes elsewhere at once has signed out.
    keepalive: endpoint === 'sign-out',
    ...(body && { body: JSON.stringify(body) }),
  };
  return sendRequest({ endpoint: `${url}/${endpoint}`, clock, environment }, init, (response, text) => {
    const answer = parse(text);
    const fault = findPassingFault(response, { name: response.ok && answer === undefined ? '' : 'Answered', requestId: undefined });
    if (fault !== undefined) throw fault;
    if (response.ok && answer !== undefined) return answer;
    throw new CredentialsError(response.status === 401 ? 'SESSION_EXPIRED' : 'BROKER_REFUSED', { detail: `HTTP ${response.status}.` });
  });
}

/** `undefined` for what is no JSON. */
function parse(text: string): BrokerSessionAnswer | undefined {
  try {
    return Object(JSON.parse(text)) as BrokerSessionAnswer;
  } catch {
    return undefined;
  }
}
