import type { CredentialsError } from '../errors/credentialsError.ts';
import type { Observable } from '../observable.ts';

/** Where a flow stands: one step of a discriminated union, and how the last attempt at it went. */
export interface StepFlowSnapshot<Step> {
  readonly step: Step;
  /** True while a submit is on its way; a second submit then joins the first instead of sending again. */
  readonly pending: boolean;
  /** Why the last submit failed; cleared by the next one. */
  readonly error: CredentialsError | undefined;
}

/** A step machine: read the step, call its `submit`, read the next step. `submit` never rejects: a failure is `error`. */
export interface StepFlow<Step> extends Observable<StepFlowSnapshot<Step>> {
  /** Goes back to the first step and forgets what the flow holds; an answer still on its way is dropped. */
  readonly reset: () => void;
}

/** Where a code was sent, as the service masks it: safe to show. */
export interface CodeDelivery {
  readonly medium: 'email' | 'sms';
  /** For example `a***@e***`. */
  readonly destination: string;
}
