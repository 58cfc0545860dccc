import { ACQUIRE_TIMEOUT_MS } from '@valetkey/core';
import { MAX_RETRY_AFTER_MS, MAX_RETRY_DELAY_MS } from '../../../packages/core/src/refresh/failureGate.ts';
import { STORAGE_TIMEOUT_MS } from '../../../packages/core/src/storage/withinTime.ts';
import { LOCK_ATTEMPT_MS, RENEWAL_TIMEOUT_MS } from '../../../packages/core/src/tabs/createSharedRecord.ts';
import { CLAIM_MS } from '../../../packages/core/src/tabs/sharedRecord.ts';
import { MAX_DISK_MS } from '../browser/createDatabase.ts';

// How long each thing may take follows from the protocol's own constants and from how slow the simulated disk can be; what a
// request takes is measured. A look at a slot is one step of the disk, a change of it two, to open the database is one.

/** A page that is told of a change knows it: it lets a change of its own end, looks, and looks again if that was overtaken. */
export const PROPAGATION_MS = 4 * MAX_DISK_MS;

/** Whoever asked knows that a request has failed: the claim on credentials, and the one on tokens within it, are given back. */
export const AFTER_FAILURE_MS = 4 * MAX_DISK_MS;

// To open, to look who is signed in; for tokens and for credentials: to look, to claim, to keep; and to remove what is another's.
const STEPS_OF_A_QUESTION = 1 + 1 + 2 * (1 + 2 + 2) + 3;

/** Nobody waits longer than this, ms, where every page does its work or is left in order, beside the time that requests take. */
export const MAX_WORK_MS = STEPS_OF_A_QUESTION * MAX_DISK_MS;

/** What a page adds that stops where it is, frozen or crashed, from that moment on, ms: its claim lapses. */
export const MAX_CLAIM_MS = CLAIM_MS;

/** What a page adds that is frozen while it is first in the queues for tokens and for credentials, ms. */
export const MAX_QUEUE_MS = 2 * LOCK_ATTEMPT_MS;

/** Nobody who is awake waits longer than this, whatever fails: the deadline of the whole, what comes before and after it. */
export const MAX_FAULTY_WAIT_MS = Math.max(ACQUIRE_TIMEOUT_MS, RENEWAL_TIMEOUT_MS) + AFTER_FAILURE_MS;

/** What a disk that does not answer adds, once for a page: from then on it asks it nothing. */
export const DISK_FAILURE_MS = STORAGE_TIMEOUT_MS;

/**
 * Everybody who is signed in, in a page that is seen, has valid credentials this long after the last disturbance: an attempt
 * that has hung is given up, and after the longest pause another is made.
 */
export const RECOVERY_MS = ACQUIRE_TIMEOUT_MS + MAX_RETRY_DELAY_MS + MAX_CLAIM_MS + MAX_WORK_MS;

/** What a clock adds to that which has been set back: when it comes to the failure again, the pause begins anew. */
export const SET_BACK_MS = MAX_RETRY_AFTER_MS;
