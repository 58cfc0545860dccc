import { faultKinds, type Fault } from '../faultQueue.ts';

/** Reads a fault someone posted, or says in a sentence what is wrong with it. */
export function parseFault(body: unknown): Fault | string {
  const members: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const { operation, times = 1 } = members;
  const kind = faultKinds.find((known) => known === members['kind']);
  if (kind === undefined) return `kind must be one of ${faultKinds.join(', ')}.`;
  if (operation !== undefined && typeof operation !== 'string') return 'operation must be a name from the call log.';
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1) return 'times must be a whole number from 1.';
  return { kind, times, ...(operation === undefined ? {} : { operation }) };
}
