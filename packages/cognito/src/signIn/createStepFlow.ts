import {
  createObservable,
  CredentialsError,
  toCredentialsError,
  type StepFlow,
  type StepFlowSnapshot,
} from '@valetkey/core';

/** A {@link StepFlow} as its owner sees it. */
export interface StepFlowEngine<Step> extends StepFlow<Step> {
  /** Goes to a step; an answer still on its way is dropped. */
  readonly show: (step: Step) => void;
  /**
   * Runs a submit, or joins the one that is running. Never rejects: a failure is the snapshot's `error`.
   * @param from - The step the input belongs to; it must still be the current one.
   * @param act - Does the work and gives the next step. `isCurrent` turns false when that is no longer wanted.
   * @param afterFailure - The step to show beside the error. Default `from`.
   */
  readonly attempt: (
    from: Step,
    act: (isCurrent: () => boolean) => Promise<Step>,
    afterFailure?: (error: CredentialsError) => Step,
  ) => Promise<void>;
}

/**
 * Runs the steps of a flow: one submit at a time, late answers dropped, failures beside the step they belong to.
 * @param firstStep - Makes the step the flow begins with and `reset` returns to.
 */
export function createStepFlow<Step>(firstStep: () => Step): StepFlowEngine<Step> {
  const state = createObservable<StepFlowSnapshot<Step>>({ step: firstStep(), pending: false, error: undefined });
  let running: Promise<void> | undefined;

  const show = (step: Step, error?: CredentialsError): void => {
    running = undefined;
    state.set({ step, pending: false, error });
  };

  return {
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    reset: () => show(firstStep()),
    show,
    attempt(from, act, afterFailure = () => from) {
      if (running !== undefined) return running;
      const { step } = state.getSnapshot();
      if (step !== from) {
        show(step, new CredentialsError('OUT_OF_STEP'));
        return Promise.resolve();
      }
      const isCurrent = (): boolean => running === mine;
      const run = async (): Promise<void> => {
        try {
          const next = await act(isCurrent);
          if (isCurrent()) show(next);
        } catch (cause) {
          const error = toCredentialsError(cause);
          if (isCurrent()) show(afterFailure(error), error);
        }
      };
      // Begun one turn later, when it is the attempt that is running.
      const mine = Promise.resolve().then(run);
      running = mine;
      state.set({ step, pending: true, error: undefined });
      return mine;
    },
  };
}
