/** A service of your own, such as an API behind API Gateway: what answers requests that were signed for it. */
export type CustomService = CustomServiceHandler | CustomServiceOptions;

/**
 * Answers a request whose signature was verified and whose caller is allowed to make it.
 * @param request - As it was sent; its body has not been read.
 */
export type CustomServiceHandler = (request: Request, caller: CustomServiceCaller) => Response | Promise<Response>;

/** A service that says itself what its requests ask for. */
export interface CustomServiceOptions {
  readonly handle: CustomServiceHandler;
  /**
   * What a request asks for, all of which policies must allow. Default: what AWS says of API Gateway (`execute-api`), AppSync
   * (`appsync`) and Lambda (`lambda`); for other services `NAME:OPERATION` on `*`.
   */
  readonly operationsOf?: OperationsOf;
}

/** Who calls a service of your own. */
export interface CustomServiceCaller {
  /** `arn:aws:sts::000000000000:assumed-role/ROLE/SESSION`, or that of a user. */
  readonly arn: string;
  /** `AROA…:SESSION`, or `AIDA…`. */
  readonly userId: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** The region the request was signed for. */
  readonly region: string;
  /** Only with credentials of an identity pool. */
  readonly identityId?: string;
}

/** One thing a request asks for, as policies see it. */
export interface CustomOperation {
  /** `execute-api:Invoke` */
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  /** Condition keys of the service. Default none. */
  readonly conditionKeys?: Readonly<Record<string, string | readonly string[]>>;
}

/** Tells what a request asks for; nobody may ask for nothing. */
export type OperationsOf = (request: Request, caller: CustomServiceCaller) => readonly CustomOperation[] | Promise<readonly CustomOperation[]>;
