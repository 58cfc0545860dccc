'use client';

import type { StepFlow, StepFlowSnapshot } from '@valetkey/core';
import { useMemo, useSyncExternalStore } from 'react';

/**
 * Watches one flow of the session: where it stands, and what can be done with it.
 * @param controlsOf - Picks the flow's functions; the same function at every render.
 */
export function useStepFlow<Step, Flow extends StepFlow<Step>, Controls>(
  flow: Flow & StepFlow<Step>,
  controlsOf: (flow: Flow) => Controls,
): StepFlowSnapshot<Step> & Controls {
  const snapshot = useSyncExternalStore(flow.subscribe, flow.getSnapshot, flow.getSnapshot);
  return useMemo(() => ({ ...snapshot, ...controlsOf(flow) }), [snapshot, flow, controlsOf]);
}
