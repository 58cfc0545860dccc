import type { EmulatorState } from './emulatorState.ts';
import { createIamState } from './iam/iamState.ts';

/** A copy of a state to continue from, with what an earlier version of the emulator did not write. */
export function completeState(state: EmulatorState): EmulatorState {
  const copy: Partial<EmulatorState> & EmulatorState = structuredClone(state);
  return { ...copy, identityPoolKey: copy.identityPoolKey ?? {}, loginProviders: copy.loginProviders ?? {}, iam: { ...createIamState(), ...copy.iam } };
}
