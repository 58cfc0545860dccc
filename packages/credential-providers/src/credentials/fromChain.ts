import {
  CredentialsError,
  isCredentialsError,
  narrowProvider,
  type CredentialProvider,
  type CredentialRequest,
  type CredentialScopeRequest,
  type ErrorCode,
  type IdentitySource,
  type ProvidedCredentials,
} from '@valetkey/core';
import { copyCredentials } from './copyCredentials.ts';

// What a link says that has nothing to offer. Whatever else went wrong is to be mended, not to be papered over with other
// credentials: they might be somebody else's.
const NOTHING_TO_OFFER: readonly ErrorCode[] = ['NOT_SIGNED_IN', 'CREDENTIALS_NOT_FOUND', 'CHAIN_EXHAUSTED'];

/** Somebody who waits for a walk along the chain. */
type Waiting = Pick<CredentialRequest, 'onServerTime'>;

/** One walk along the chain, for everybody who asked meanwhile. */
interface Walk {
  readonly answer: Promise<ProvidedCredentials>;
  readonly waiting: Set<Waiting>;
  readonly abort: () => void;
}

/**
 * Asks one provider after another, in this order, and gives the first credentials there are. It goes on to the next only when
 * one has nothing to offer: it rejects with `NOT_SIGNED_IN`, `CREDENTIALS_NOT_FOUND` or `CHAIN_EXHAUSTED`, with an error whose
 * `tryNextLink` is true (as the SDK's providers do), or gives nothing. Any other error ends the walk and is the chain's own.
 *
 * When all had nothing to offer it rejects with `CHAIN_EXHAUSTED`, or with `NOT_SIGNED_IN` where signing in would help one of
 * them; the message says why each was skipped. However many ask at once, one walk serves them. The person is another
 * when that of any link is. Scopes narrow every link; one that cannot be narrowed refuses the scope.
 */
export function fromChain(...links: readonly CredentialProvider[]): CredentialProvider {
  const identity = joinIdentities(links.flatMap((link) => link.identity ?? []));
  const walks = new Map<string, Walk>();

  function begin(key: string, forceRefresh: boolean): Walk {
    const controller = new AbortController();
    const waiting = new Set<Waiting>();
    const tellTime = (serverTimeMs: number): void => waiting.forEach(({ onServerTime }) => onServerTime?.(serverTimeMs));
    const request = { forceRefresh, signal: controller.signal, onServerTime: tellTime };
    const walk = {
      waiting,
      answer: walkAlong(links, request),
      // Nobody may join what has been given up.
      abort() {
        end();
        controller.abort();
      },
    };
    const end = (): void => {
      if (walks.get(key) === walk) walks.delete(key);
    };
    walk.answer.then(end, end);
    walks.set(key, walk);
    return walk;
  }

  const provide: CredentialProvider = async (request = {}) => {
    const { signal, forceRefresh = false } = request;
    if (signal?.aborted) throw new CredentialsError('ABORTED');
    // Whoever asks for another person, or for other keys, does not join.
    const key = `${forceRefresh} ${identity?.getEpoch() ?? 0}`;
    const walk = walks.get(key) ?? begin(key, forceRefresh);
    walk.waiting.add(request);
    const leave = (): void => {
      walk.waiting.delete(request);
      if (walk.waiting.size === 0) walk.abort();
    };
    return new Promise<ProvidedCredentials>((resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new CredentialsError('ABORTED'));
        leave();
      });
      walk.answer.then(resolve, reject);
    });
  };

  return Object.assign(provide, {
    source: 'chain',
    identity,
    personal: links.some(({ personal }) => personal),
    timeoutMs: longestOf(links),
    narrow: (scope: CredentialScopeRequest) => fromChain(...links.map((link) => narrowProvider(link, scope))),
  });
}

async function walkAlong(links: readonly CredentialProvider[], request: CredentialRequest): Promise<ProvidedCredentials> {
  const skipped: unknown[] = [];
  for (const link of links) {
    try {
      const given = (await link(request)) as ProvidedCredentials | null | undefined;
      if (given) return { source: link.source ?? 'custom', ...copyCredentials(given) };
      skipped.push(new CredentialsError('CREDENTIALS_NOT_FOUND'));
    } catch (error) {
      if (!hasNothingToOffer(error)) throw error;
      skipped.push(error);
    }
    if (request.signal?.aborted) throw new CredentialsError('ABORTED');
  }
  const reasons = skipped.map((error, index) => `${links[index]?.source ?? 'custom'}: ${nameOf(error)}`);
  const wouldSignInHelp = skipped.some((error) => nameOf(error) === 'NOT_SIGNED_IN');
  throw new CredentialsError(wouldSignInHelp ? 'NOT_SIGNED_IN' : 'CHAIN_EXHAUSTED', {
    detail: links.length === 0 ? 'It is empty.' : `Skipped: ${reasons.join('; ')}.`,
    cause: new AggregateError(skipped),
  });
}

function hasNothingToOffer(error: unknown): boolean {
  if (isCredentialsError(error)) return NOTHING_TO_OFFER.includes(error.code);
  return error instanceof Error && 'tryNextLink' in error && error.tryNextLink === true;
}

/** A name, since the words of a foreign provider may hold paths and names of people. */
function nameOf(error: unknown): string {
  return isCredentialsError(error) ? error.code : (error as Error).name;
}

/** Together they are another person when one of them is. */
function joinIdentities(identities: readonly IdentitySource[]): IdentitySource | undefined {
  if (identities.length === 0) return undefined;
  const forAll = (begin: (identity: IdentitySource) => () => void): (() => void) => {
    const stops = identities.map(begin);
    return () => stops.forEach((stop) => stop());
  };
  return {
    // Each only rises, and so does their sum.
    getEpoch: () => identities.reduce((sum, identity) => sum + identity.getEpoch(), 0),
    subscribe: (listener) => forAll((identity) => identity.subscribe(listener)),
    start: () => forAll((identity) => identity.start()),
  };
}

function longestOf(links: readonly CredentialProvider[]): number | undefined {
  const times = links.flatMap(({ timeoutMs }) => timeoutMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
