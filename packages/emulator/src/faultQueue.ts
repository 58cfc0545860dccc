/** How a request can be made to fail. */
export type FaultKind = (typeof faultKinds)[number];

/** Every kind of fault: throttled, an internal error, a broken connection, and keys or tokens called expired. */
export const faultKinds = ['throttle', 'server-error', 'network', 'expired-token'] as const;

/** A fault to come. */
export interface Fault {
  /** Which operation fails, named as in the call log. Default: any. */
  readonly operation?: string;
  readonly kind: FaultKind;
  /** How many requests fail. Default 1. */
  readonly times?: number;
}

/** Faults waiting for the requests they will meet. */
export interface FaultQueue {
  readonly enqueue: (fault: Fault) => void;
  /** Takes the fault, if any, that the next request of an operation meets. */
  readonly take: (operation: string) => FaultKind | undefined;
  readonly clear: () => void;
}

/** An empty fault queue. */
export function createFaultQueue(): FaultQueue {
  let waiting: readonly Required<Pick<Fault, 'kind' | 'times'> & { operation: string | undefined }>[] = [];
  return {
    enqueue({ operation, kind, times = 1 }) {
      waiting = [...waiting, { operation, kind, times }];
    },
    take(operation) {
      const met = waiting.find((fault) => fault.operation === undefined || fault.operation === operation);
      if (met === undefined) return undefined;
      waiting = waiting
        .map((fault) => (fault === met ? { ...fault, times: fault.times - 1 } : fault))
        .filter((fault) => fault.times > 0);
      return met.kind;
    },
    clear() {
      waiting = [];
    },
  };
}
