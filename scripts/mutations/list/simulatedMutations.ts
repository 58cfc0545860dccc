import type { Mutation } from '../mutations.ts';

const sharedRecord = 'packages/core/src/tabs/createSharedRecord.ts';
const session = 'packages/cognito/src/tokens/createSession.ts';
const simulation = {
  file: 'scripts/simulation/runSimulation.test.ts',
  name: 'in ${FIRST} schedules of tabs that sign in and out, crash, freeze and lose the network, every invariant holds',
};

/** Breaking the protocol between tabs: what the simulation notices by itself, without a test of the one case. */
export const simulatedMutations: readonly Mutation[] = [
  {
    invariant: 1,
    what: 'A tab steals a claim while another is at work. (Simulation.)',
    file: sharedRecord,
    find: '=> !isLive(claim, clock.now()) ||',
    replace: '=> true ||',
    test: simulation,
  },
  {
    invariant: 1,
    what: 'A tab keeps what it obtained, although another has the claim by now. (Simulation.)',
    file: sharedRecord,
    find: '=> current.claim?.nonce === claim.nonce;',
    replace: '=> true;',
    test: simulation,
  },
  {
    invariant: 1,
    what: 'A tab goes by what it has seen before instead of looking. (Simulation.)',
    file: sharedRecord,
    find: 'const { record, value } = await look();\n    if (!isStale(value)) return { value };',
    replace: 'const { record, value } = seen.value === undefined ? await look() : seen;\n    if (!isStale(value)) return { value };',
    test: simulation,
  },
  {
    invariant: 1,
    what: 'A tab changes a record that is another by now. (Simulation.)',
    file: sharedRecord,
    find: 'swapped = isUnchanged(current, before) && isAllowed(current);',
    replace: 'swapped = isAllowed(current);',
    test: simulation,
  },
  {
    invariant: 1,
    what: 'A tab that thaws obtains with what is left of its claim. (Simulation.)',
    file: sharedRecord,
    find: 'if (isLive(claim, clock.now() + OBTAIN_TIMEOUT_MS)) return',
    replace: 'if (claim.until > 0) return',
    test: simulation,
  },
  {
    invariant: 3,
    what: 'A page that was frozen takes the time in its answer for the present. (Simulation.)',
    file: 'packages/core/src/wire/sendRequest.ts',
    find: 'Math.abs(clock.now() - sentAt) >= timeoutMs',
    replace: 'clock.now() < 0',
    test: simulation,
  },
  {
    invariant: 4,
    what: 'A sign-out begins no new epoch. (Simulation.)',
    file: sharedRecord,
    find: 'epoch = Math.max(before.epoch, lastEnded()) + 1)',
    replace: 'epoch = Math.max(before.epoch, lastEnded()))',
    test: simulation,
  },
  {
    invariant: 4,
    what: 'A tab tells the others nothing of a change. (Simulation.)',
    file: sharedRecord,
    find: 'if (swapped && next.claim === undefined) hints.post(slot);',
    replace: 'if (swapped && next.claim !== undefined) hints.post(slot);',
    test: simulation,
  },
  {
    invariant: 4,
    what: 'A tab that wakes does not look who is signed in. (Simulation.)',
    file: session,
    find: 'const stops = [environment.onWake(wake), ',
    replace: 'const stops = [',
    test: simulation,
  },
  {
    invariant: 4,
    what: 'Tabs that share credentials do not ask whose they are. (Simulation.)',
    file: 'packages/core/src/credentials/shareCredentials.ts',
    find: '=> kept?.owner === owner;',
    replace: '=> kept?.owner !== owner || true;',
    test: simulation,
  },
  {
    invariant: 10,
    what: 'A tab that is left says nothing of its claim. (Simulation.)',
    file: sharedRecord,
    find: '      notes.leave(slot, claim.nonce);\n',
    replace: '',
    test: simulation,
  },
  {
    invariant: 10,
    what: 'The claim of a tab that has crashed stands for ever. (Simulation.)',
    file: 'packages/core/src/tabs/sharedRecord.ts',
    find: 'until > now && until <= now + CLAIM_MS',
    replace: 'until > 0',
    test: simulation,
  },
  {
    invariant: 10,
    what: 'A tab waits in the queue behind one that is frozen, for as long as that is. (Simulation.)',
    file: sharedRecord,
    find: 'clock.setTimer(giveUp, waitMs)',
    replace: 'clock.setTimer(() => undefined, waitMs)',
    test: simulation,
  },
];
