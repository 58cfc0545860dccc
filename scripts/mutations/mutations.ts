import { brokerMutations } from './list/brokerMutations.ts';
import { clockMutations } from './list/clockMutations.ts';
import { guardMutations } from './list/guardMutations.ts';
import { identityMutations } from './list/identityMutations.ts';
import { keyMutations } from './list/keyMutations.ts';
import { lifeMutations } from './list/lifeMutations.ts';
import { queryMutations } from './list/queryMutations.ts';
import { redirectMutations } from './list/redirectMutations.ts';
import { refreshMutations } from './list/refreshMutations.ts';
import { scopeMutations } from './list/scopeMutations.ts';
import { secretMutations } from './list/secretMutations.ts';
import { simulatedMutations } from './list/simulatedMutations.ts';
import { templateMutations } from './list/templateMutations.ts';
import { uploadMutations } from './list/uploadMutations.ts';

/** One way to break the code, and the test that notices. */
export interface Mutation {
  /** The invariant of the design that it breaks. */
  readonly invariant: number;
  /** What is then wrong, in words. */
  readonly what: string;
  /** Within the repository. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly test: {
    /** Within the repository. */
    readonly file: string;
    /** The title as it is written: `'%s is refused'`. */
    readonly name: string;
  };
}

/** All of them, in the order of the invariants. */
export const mutations: readonly Mutation[] = [
  ...refreshMutations,
  ...queryMutations,
  ...clockMutations,
  ...identityMutations,
  ...keyMutations,
  ...guardMutations,
  ...secretMutations,
  ...redirectMutations,
  ...scopeMutations,
  ...templateMutations,
  ...lifeMutations,
  ...simulatedMutations,
  ...uploadMutations,
  ...brokerMutations,
].toSorted((one, other) => one.invariant - other.invariant);
