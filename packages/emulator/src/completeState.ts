import type { EmulatorState } from './emulatorState.ts';
import { createIamState } from './iam/iamState.ts';

/** A copy of a state to continue from, with what an earlier version of the emulator did not write. */
export function completeState(state: EmulatorState): EmulatorState {
  const added = { identityPoolKey: {}, loginProviders: {}, samlProviders: {} };
  const copy = structuredClone(state);
  return { ...added, ...copy, iam: { ...createIamState(), ...copy.iam } };
}
