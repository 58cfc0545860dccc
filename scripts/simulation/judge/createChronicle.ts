import type { Failure } from '../createNetwork.ts';
import type { Page, World } from '../createWorld.ts';
import { PROPAGATION_MS } from './bounds.ts';

/** What has happened so far, as far as verdicts rest on it. All instants are true time. */
export interface Chronicle {
  /** Who is signed in from now on, as it is kept where pages look. */
  readonly noteOwner: (owner: string | undefined) => void;
  readonly owner: () => string | undefined;
  /** Whether who is signed in has changed since. */
  readonly hasOwnerChangedSince: (at: number) => boolean;
  /** A page has been told that something may have changed. */
  readonly noteTold: (page: Page) => void;
  /** A page thaws: what it was told in its last moments, it has yet to look at. */
  readonly noteThawed: (page: Page) => void;
  /** Whether this person (or nobody) was signed in, as far as a page has been told and has had time to look. */
  readonly mayBelieve: (page: Page, owner: string | undefined) => boolean;
  readonly noteFailure: (failure: Failure) => void;
  /** Requests of a page that have failed so far. */
  readonly failuresOf: (page: Page) => readonly Failure[];
  /** A page was frozen, left or ended, or thawed: others may have to wait for it. */
  readonly noteDisturbance: () => void;
  readonly disturbedAt: () => number;
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

/** Each tells pages the time, by itself. */
export type Service = 'tokens' | 'credentials';

interface PageNotes {
  told: number[];
  readonly failures: Failure[];
  readonly answeredAt: Record<Service, number>;
}

export function createChronicle(world: World): Chronicle {
  const owners: { readonly since: number; readonly owner: string | undefined }[] = [{ since: -Infinity, owner: undefined }];
  const pages = new Map<Page, PageNotes>();
  let disturbedAt = -Infinity;
  const network = createSpell(world);
  const disk = createSpell(world);

  function notesOf(page: Page): PageNotes {
    const known = pages.get(page);
    if (known !== undefined) return known;
    const notes: PageNotes = { told: [page.openedAt], failures: [], answeredAt: { tokens: -Infinity, credentials: -Infinity } };
    pages.set(page, notes);
    return notes;
  }

  return {
    noteOwner(owner) {
      if (owners.at(-1)?.owner !== owner) owners.push({ since: world.now(), owner });
    },
    owner: () => owners.at(-1)?.owner,
    hasOwnerChangedSince: (at) => (owners.at(-1)?.since ?? -Infinity) >= at,
    noteTold: (page) => void notesOf(page).told.push(world.now()),
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
    noteFailure: (failure) => void notesOf(failure.page).failures.push(failure),
    failuresOf: (page) => notesOf(page).failures,
    noteDisturbance: () => void (disturbedAt = world.now()),
    disturbedAt: () => disturbedAt,
    noteNetwork: network.note,
    wasNetworkFaultySince: network.wasSince,
    noteDisk: disk.note,
    wasDiskFaultySince: disk.wasSince,
    noteAnswer: (page, service) => void (notesOf(page).answeredAt[service] = world.now()),
    answeredAt: (page, service) => notesOf(page).answeredAt[service],
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
