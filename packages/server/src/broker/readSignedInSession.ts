import { endOf, type KeptSession } from '../tokens/keptSession.ts';
import type { NamedSession } from '../tokens/sessionKeeper.ts';
import type { BrokerContext } from './brokerContext.ts';

/** What is kept of a session; `undefined`, and gone for good, when it has outlived its limits. */
export async function readSignedInSession({ keeper, options }: BrokerContext, named: NamedSession): Promise<KeptSession | undefined> {
  const kept = await keeper.read(named);
  if (kept === undefined || options.clock.now() < endOf(kept, options.limits)) return kept;
  await keeper.remove(kept.id);
  return undefined;
}
