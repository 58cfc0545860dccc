import type { NamedSession, SessionKeeper } from '../tokens/sessionKeeper.ts';
import { digestOf } from '../tokens/digestOf.ts';
import { readCookies, readSessionCookie, removeSessionCookie } from '../tokens/sessionCookie.ts';
import { refusalAnswer, type BrokerAnswer } from './brokerAnswer.ts';
import type { BrokerEndpoint, BrokerEvent, BrokerRefusal } from './brokerEvent.ts';
import type { ResolvedBrokerOptions } from './resolveBrokerOptions.ts';

/** What every endpoint of a broker works with. */
export interface BrokerContext {
  readonly options: ResolvedBrokerOptions;
  readonly keeper: SessionKeeper;
  /** Tells `onEvent`. Never throws. */
  readonly emit: (event: BrokerEvent) => void;
}

/** Whose browser sent a request, as far as its cookie says. */
export interface Visitor {
  readonly endpoint: BrokerEndpoint;
  /** The names of the cookies that came. */
  readonly given: ReadonlySet<string>;
  readonly session: (NamedSession & { readonly label: string }) | undefined;
  /** True where there is a cookie that names no session. */
  readonly isForeign: boolean;
}

/** Reads a request's cookie. */
export async function readVisitor({ options, keeper }: BrokerContext, endpoint: BrokerEndpoint, headers: Headers): Promise<Visitor> {
  const cookies = readCookies(headers.get('cookie'));
  const value = readSessionCookie(options.cookieName, cookies);
  const named = value === undefined ? undefined : await keeper.name(value);
  const session = named && { ...named, label: await labelOf(named.id) };
  return { endpoint, given: new Set(cookies.keys()), session, isForeign: value !== undefined && session === undefined };
}

/** What events call a session. */
export async function labelOf(id: string): Promise<string> {
  return (await digestOf(id)).slice(0, 16);
}

/** Refuses, and says so. */
export function refuse({ emit }: BrokerContext, { endpoint, session }: Pick<Visitor, 'endpoint' | 'session'>, reason: BrokerRefusal): BrokerAnswer {
  emit({ type: 'refused', reason, endpoint, session: session?.label });
  return refusalAnswer(reason);
}

/** The answer, with the cookie taken away from whoever has one. */
export function withoutCookie({ options }: BrokerContext, { given }: Pick<Visitor, 'given'>, answer: BrokerAnswer): BrokerAnswer {
  return { ...answer, cookies: removeSessionCookie(options.cookieName, given) };
}
