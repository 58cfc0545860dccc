import './pageGlobals.ts';
import { measureColdClients, measureFirstSignIn, measureNextSignIn } from './measureCalls.ts';
import { measureEmulatorStart } from './measureEmulatorStart.ts';
import type { Measurement } from './measurement.ts';
import { measureNaive } from './measureNaive.ts';
import { measureReads } from './measureReads.ts';
import { measureRenders } from './measureRenders.tsx';
import { measureSrp } from './measureSrp.ts';

/** Every measurement, made one after the other, so that none disturbs another. */
export async function* measureAll(): AsyncGenerator<Measurement> {
  // First, while the process is cold.
  yield await measureEmulatorStart();
  yield await measureSrp();
  yield await measureFirstSignIn();
  yield await measureNextSignIn();
  yield await measureColdClients();
  yield await measureRenders();
  yield await measureReads();
  yield* measureNaive();
}
