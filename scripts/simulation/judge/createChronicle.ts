import { MAX_RETRY_DELAY_MS, RETRY_BUDGET } from '../../../packages/core/src/refresh/failureGate.ts';
import type { Failure } from '../createNetwork.ts';
import type { Page, World } from '../createWorld.ts';
import { MAX_CLAIM_MS, PROPAGATION_MS } from './bounds.ts';

/** What has happened so far, as far as verdicts rest on it. All instants are true time. */
export interface Chronicle {
  /** Who is signed in from now on, as it is kept where pages look. */
  readonly noteOwner: (owner: string | undefined) => void;
  readonly owner: () => string | undefined;
  /** Whether who is signed in has changed since. */
  readonly hasOwnerChangedSince: (at: number) => boolean;
  /** A page has been told that something may have changed. @param at - When that was so. Default now. */
  readonly noteTold: (page: Page, at?: number) => void;
  /** A page has not looked since then after all. */
  readonly noteUntold: (page: Page, since: number) => void;
  /** A page thaws: what it was told in its last moments, it has yet to look at. */
  readonly noteThawed: (page: Page) => void;
  /** Whether this person (or nobody) was signed in, as far as a page has been told and has had time to look. */
  readonly mayBelieve: (page: Page, owner: string | undefined) => boolean;
  readonly noteFailure: (failure: Failure) => void;
  /** Requests for something that have failed a page so far. */
  readonly failuresOf: (page: Page, service: Service) => readonly LastingFailure[];
  /** A page was frozen or has crashed: others may have to wait for it. */
  readonly noteStopped: () => void;
  readonly stoppedAt: () => number;
  /** Whether the machine's clock has come, since then, to a time again at which the claim of a page that stopped holds. */
  readonly mayLapseAgain: (since: number) => boolean;
  /** How many pages lie frozen. */
  readonly noteFrozen: (count: number) => void;
  readonly wasAnyFrozenSince: (at: number) => boolean;
  /** The network fails, or is well again. */
  readonly noteNetwork: (isFaulty: boolean) => void;
  /** Whether the network has failed at any time since. */
  readonly wasNetworkFaultySince: (at: number) => boolean;
  /** The disk fails, or is well again. */
  readonly noteDisk: (isFaulty: boolean) => void;
  readonly wasDiskFaultySince: (at: number) => boolean;
  /** A page has an answer, and with it the time, from the user pool or the identity pool. */
  readonly noteAnswer: (page: Page, service: Service) => void;
  readonly answeredAt: (page: Page, service: Service) => number;
}

/** What pages get of AWS. */
export type Service = 'tokens' | 'credentials' | 'sign-in';

/** A failure, and for how long whoever asks may be told of it again without a request. */
export interface LastingFailure extends Failure {
  /** Ms by the machine's clock. */
  readonly pauseMs: number;
  /** When the page learned of it, by the machine's clock. */
  readonly atClock: number;
}

interface ServiceNotes {
  readonly failures: LastingFailure[];
  /** How many in a row. */
  inRow: number;
  answeredAt: number;
}

interface PageNotes extends Record<Service, ServiceNotes> {
  told: number[];
}

/** What is asked to get each: tokens are on the way to credentials. */
const OPERATIONS: Readonly<Record<Service, readonly string[]>> = {
  tokens: ['GetTokensFromRefreshToken'],
  credentials: ['GetTokensFromRefreshToken', 'GetId', 'GetCredentialsForIdentity'],
  'sign-in': ['InitiateAuth'],
};

const SERVICES = Object.keys(OPERATIONS) as Service[];

export function createChronicle(world: World): Chronicle {
  const owners: { readonly since: number; readonly owner: string | undefined }[] = [{ since: -Infinity, owner: undefined }];
  const pages = new Map<Page, PageNotes>();
  let stoppedAt = -Infinity;
  const stops: { readonly at: number; readonly atClock: number }[] = [];
  const frozen = createSpell(world);
  const network = createSpell(world);
  const disk = createSpell(world);

  function notesOf(page: Page): PageNotes {
    const known = pages.get(page);
    if (known !== undefined) return known;
    const ofService = (): ServiceNotes => ({ failures: [], inRow: 0, answeredAt: -Infinity });
    const notes: PageNotes = { told: [page.openedAt], tokens: ofService(), credentials: ofService(), 'sign-in': ofService() };
    pages.set(page, notes);
    return notes;
  }

  return {
    noteOwner(owner) {
      if (owners.at(-1)?.owner !== owner) owners.push({ since: world.now(), owner });
    },
    owner: () => owners.at(-1)?.owner,
    hasOwnerChangedSince: (at) => (owners.at(-1)?.since ?? -Infinity) >= at,
    noteTold: (page, at = world.now()) => void notesOf(page).told.push(at),
    noteUntold(page, since) {
      const notes = notesOf(page);
      notes.told = notes.told.filter((at) => at < since);
    },
    noteThawed(page) {
      const notes = notesOf(page);
      const known = notes.told.filter((at) => at <= page.frozenAt() - PROPAGATION_MS);
      if (known.length < notes.told.length) known.push(world.now());
      notes.told = known;
    },
    mayBelieve(page, owner) {
      const known = notesOf(page).told.findLast((at) => at <= world.now() - PROPAGATION_MS) ?? -Infinity;
      return owners.some((entry, index) => entry.owner === owner && (owners[index + 1]?.since ?? Infinity) >= known);
    },
    noteFailure(failure) {
      const { page, operation, retryAfterMs } = failure;
      for (const service of SERVICES) {
        if (!OPERATIONS[service].includes(operation)) continue;
        const notes = notesOf(page)[service];
        notes.inRow += 1;
        // Who was told when to come again, or has failed too often, does not ask before that and the usual pause are over. One
        // attempt more may have failed without a request, by its own deadline.
        const ownMs = Math.min(2 ** notes.inRow * 1_000, MAX_RETRY_DELAY_MS);
        // A store that asks while its session waits is told the last failure again, and waits on its own from then on.
        const pauseMs = Math.max(retryAfterMs ?? 0, ownMs) + (service === 'credentials' ? ownMs : 0);
        notes.failures.push({ ...failure, atClock: page.clock.now(), pauseMs: retryAfterMs === undefined && notes.inRow < RETRY_BUDGET ? 0 : pauseMs });
      }
    },
    failuresOf: (page, service) => notesOf(page)[service].failures,
    noteStopped() {
      stoppedAt = world.now();
      stops.push({ at: stoppedAt, atClock: stoppedAt + world.skewMs() });
    },
    stoppedAt: () => stoppedAt,
    mayLapseAgain(since) {
      const jumpedAt = world.jumpedAt();
      const [from, to] = [Math.max(since, jumpedAt), world.now()].map((at) => at + world.skewMs()) as [number, number];
      return stops.some(({ at, atClock }) => at < jumpedAt && from <= atClock + MAX_CLAIM_MS && to >= atClock - MAX_CLAIM_MS);
    },
    noteFrozen: (count) => frozen.note(count > 0),
    wasAnyFrozenSince: frozen.wasSince,
    noteNetwork: network.note,
    wasNetworkFaultySince: network.wasSince,
    noteDisk: disk.note,
    wasDiskFaultySince: disk.wasSince,
    noteAnswer(page, service) {
      const notes = notesOf(page)[service];
      notes.answeredAt = world.now();
      notes.inRow = 0;
    },
    answeredAt: (page, service) => notesOf(page)[service].answeredAt,
  };
}

/** Remembers until when something was so. */
function createSpell(world: World) {
  let lasts = false;
  let endedAt = -Infinity;
  return {
    note(next: boolean): void {
      lasts = next;
      endedAt = world.now();
    },
    wasSince: (at: number): boolean => lasts || endedAt >= at,
  };
}
