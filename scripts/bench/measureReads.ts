import { createBenchApp } from './benchApp.ts';
import { median, round, type Measurement } from './measurement.ts';

const READS = 20_000;
const ROUNDS = 9;

/** What a client pays to ask the store for credentials it has, beyond an asynchronous function that returns a constant. */
export async function measureReads(): Promise<Measurement> {
  const { credentials } = createBenchApp();
  const held = await credentials.getCredentials();
  const reads: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    reads.push(await perCall(() => credentials.provider()));
    bare.push(await perCall(async () => held));
  }
  return {
    name: 'read of valid credentials from the store, beyond a constant',
    value: round(median(reads) - median(bare), 2),
    unit: 'µs',
    limit: 2,
    detail: { storeUs: round(median(reads), 2), constantUs: round(median(bare), 2) },
  };
}

async function perCall(ask: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  for (let count = 0; count < READS; count += 1) await ask();
  return ((performance.now() - before) / READS) * 1000;
}
