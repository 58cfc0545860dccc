import type { XmlElements } from '../awsHttp/xml.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { Caller } from '../gate/authenticateRequest.ts';

/** One call to STS. */
export interface StsCall {
  readonly form: URLSearchParams;
  readonly context: ServiceContext;
}

/** A call that was signed. */
export interface SignedStsCall extends StsCall {
  readonly caller: Caller;
}

/** An action: a call in, the elements of its result out. Failures are thrown as `StsError`. */
export type StsAction<Call extends StsCall> = (call: Call) => XmlElements | Promise<XmlElements>;
