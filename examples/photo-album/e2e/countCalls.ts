import type { EmulatorServer } from '@valetkey/emulator/node';

/** What was asked of AWS since the last time, as `{ InitiateAuth: 1, 'S3.GetObject 400': 2 }`: refusals with their status. */
export function takeCalls({ emulator }: EmulatorServer): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation, status } of emulator.calls.all()) {
    const name = status < 300 ? operation : `${operation} ${status}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  emulator.calls.clear();
  return counts;
}
