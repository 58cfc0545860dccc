'use client';

import { CredentialsError, type StepFlow, type StepFlowSnapshot } from '@valetkey/core';
import { useMemo, useSyncExternalStore } from 'react';

/**
 * Watches one flow of the session: where it stands, and what can be done with it.
 * @param flow - `undefined` when the session does not offer it.
 * @param controlsOf - Picks the flow's functions; the same function at every render.
 * @throws CredentialsError `SESSION_MISSING`.
 */
export function useStepFlow<Step, Flow extends StepFlow<Step>, Controls>(
  flow: (Flow & StepFlow<Step>) | undefined,
  controlsOf: (flow: Flow) => Controls,
): StepFlowSnapshot<Step> & Controls {
  if (flow === undefined) throw new CredentialsError('SESSION_MISSING');
  const snapshot = useSyncExternalStore(flow.subscribe, flow.getSnapshot, flow.getSnapshot);
  return useMemo(() => ({ ...snapshot, ...controlsOf(flow) }), [snapshot, flow, controlsOf]);
}
