import { isCredentialsError, type ErrorCode } from '@valetkey/core';
import { DEFAULT_REQUEST_TIMEOUT_MS } from '../../packages/core/src/wire/sendRequest.ts';
import type { Random } from './createRandom.ts';
import type { Page, World } from './createWorld.ts';

/** What the network and the service do to requests at the moment. */
export type Fault =
  | 'none'
  | 'unreachable'
  | 'answer lost'
  | 'half a body'
  | 'torn body'
  | 'hung'
  | 'late'
  | 'throttled'
  | 'failing'
  | 'captive portal';

/** The longest that a request or an answer is on its way while the network is well, ms. */
export const MAX_TRIP_MS = 1_000;

/** An answer that comes after every deadline of who asked, ms. */
const LATE_MS = { from: 10_500, to: 16_000 };

/** A service's answer. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  /** Told whether it has reached a page that is awake. */
  readonly onArrival?: (reached: boolean) => void;
}

/** A request that a page will be told has failed, for no fault of its own. */
export interface Failure {
  readonly page: Page;
  readonly operation: string;
  /** What whoever asked is to be told. */
  readonly code: ErrorCode;
  /** When the page learns of it, true time. */
  readonly at: number;
  /** How long the service has said to wait, ms; `undefined` where it has said nothing. */
  readonly retryAfterMs: number | undefined;
}

/** What lies between pages and a service. */
export interface NetworkOptions {
  readonly serve: (page: Page, operation: string, body: RequestBody, sentAt: number) => Answer;
  readonly onSend: (page: Page, operation: string) => void;
  readonly onFailure: (failure: Failure) => void;
  /** Told when a page has an answer in time, and with it the service's. */
  readonly onAnswer: (page: Page, operation: string) => void;
}

/** What our requests say, as far as it matters. */
export interface RequestBody {
  readonly AuthParameters?: Readonly<Record<'USERNAME', string>>;
  readonly RefreshToken?: string;
  readonly Token?: string;
  readonly Logins?: Readonly<Record<string, string>>;
}

/** A network that can fail in every way. */
export interface Network {
  /** A page's `fetch`. */
  readonly fetchFor: (page: Page) => typeof fetch;
  /** @param retryAfterMs - What an issuer that throttles or fails says of when to come again. Default: nothing. */
  readonly setFault: (fault: Fault, retryAfterMs?: number) => void;
  /** For how long, between two moments, some request was on its way as requests are when the network is well, ms. */
  readonly busyMs: (from: number, to: number) => number;
}

/** An answer as `fetch` gives it, without the streams, which would take most of the time. */
function respond(status: number, headers: Readonly<Record<string, string>>, text: string | undefined): Response {
  const read = async (): Promise<string> => {
    if (text === undefined) throw new TypeError('network error');
    return text;
  };
  return { status, ok: status < 300, headers: new Headers(headers), text: read } as unknown as Response;
}

const BODIES_THAT_FAIL: Readonly<Partial<Record<Fault, { readonly status: number; readonly body: object }>>> = {
  throttled: { status: 429, body: { __type: 'TooManyRequestsException' } },
  failing: { status: 503, body: {} },
};

export function createNetwork(world: World, random: Random, { serve, onSend, onFailure, onAnswer }: NetworkOptions): Network {
  const trips: { readonly from: number; to: number }[] = [];
  let fault: Fault = 'none';
  let retryAfterMs: number | undefined;

  const tripMs = (): number => (random.chance(0.03) ? random.between(300, MAX_TRIP_MS) : random.between(5, 120));

  const fetchFor = (page: Page): typeof fetch => (_url, init) =>
    new Promise((resolve, reject) => {
      const { headers, body, signal } = init as { headers: Readonly<Record<string, string>>; body: string; signal: AbortSignal };
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      const sentAt = world.now();
      const sentAtClock = page.clock.now();
      const trip = { from: sentAt, to: sentAt + 2 * MAX_TRIP_MS };
      const sentInto = fault;
      trips.push(trip);
      onSend(page, operation);

      const noteFailure = (code: ErrorCode, pauseMs?: number): void =>
        onFailure({ page, operation, code, at: world.now(), retryAfterMs: pauseMs });
      signal.addEventListener('abort', () => {
        const reason: unknown = signal.reason;
        if (isCredentialsError(reason)) noteFailure(reason.code);
        reject(reason as Error);
      });
      /** Lets the page know, unless it has given up. */
      const arrive = (tell: () => void): void => {
        trip.to = Math.min(trip.to, world.now());
        page.deliver(() => signal.aborted || tell());
      };
      const fail = (): void =>
        arrive(() => {
          noteFailure('NETWORK');
          reject(new TypeError('Failed to fetch'));
        });

      if (sentInto === 'unreachable') return void world.after(tripMs(), fail);
      if (sentInto === 'captive portal') {
        return void world.after(tripMs(), () =>
          arrive(() => {
            noteFailure('SERVICE_UNAVAILABLE');
            resolve(respond(200, {}, '<html>'));
          }),
        );
      }
      world.after(tripMs(), () => {
        const servedAt = world.now();
        const refusal = BODIES_THAT_FAIL[fault];
        const waitMs = refusal && retryAfterMs;
        const answer: Answer = refusal ?? serve(page, operation, JSON.parse(body) as RequestBody, sentAt);
        if (sentInto === 'hung') return answer.onArrival?.(false);
        world.after(sentInto === 'late' ? random.between(LATE_MS.from, LATE_MS.to) : tripMs(), () => {
          const text = JSON.stringify(answer.body);
          const isWhole = sentInto === 'none' || sentInto === 'throttled' || sentInto === 'failing' || sentInto === 'late';
          answer.onArrival?.(isWhole && page.isAlive() && !page.isFrozen() && !signal.aborted);
          if (sentInto === 'answer lost') return fail();
          arrive(() => {
            if (answer.status === 429) noteFailure('THROTTLED', waitMs);
            else if (answer.status >= 500) noteFailure('SERVICE_UNAVAILABLE', waitMs);
            else if (sentInto === 'half a body') noteFailure('NETWORK');
            else if (sentInto === 'torn body') noteFailure('SERVICE_UNAVAILABLE');
            else if (answer.status === 200 && Math.abs(page.clock.now() - sentAtClock) < DEFAULT_REQUEST_TIMEOUT_MS) onAnswer(page, operation);
            const read = sentInto === 'torn body' ? text.slice(0, text.length / 2) : text;
            const headers = { date: new Date(servedAt).toUTCString(), ...(waitMs && { 'retry-after': String(waitMs / 1000) }) };
            // The connection breaks after the headers.
            resolve(respond(answer.status, headers, sentInto === 'half a body' ? undefined : read));
          });
        });
      });
    });

  return {
    fetchFor,
    setFault(next, retryAfter) {
      fault = next;
      retryAfterMs = retryAfter;
    },
    busyMs(from, to) {
      let sum = 0;
      let counted = from;
      for (const trip of trips) {
        const start = Math.max(trip.from, counted);
        const end = Math.min(trip.to, to);
        if (end <= start) continue;
        sum += end - start;
        counted = end;
      }
      return sum;
    },
  };
}
