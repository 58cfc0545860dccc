import { createEmulator, createEmulatorClock, type EmulatorState } from '@valetkey/emulator';
import { DEFAULT_SIMULATED_START_AT } from '@valetkey/testing';

let prepared: Promise<EmulatorState> | undefined;

/** The state every service begins with. Made once: signing keys take a moment. */
export function preparedState(): Promise<EmulatorState> {
  prepared ??= (async () => {
    const emulator = createEmulator({ clock: createEmulatorClock(() => DEFAULT_SIMULATED_START_AT) });
    await emulator.prepareKeys();
    return emulator.exportState();
  })();
  return prepared;
}
