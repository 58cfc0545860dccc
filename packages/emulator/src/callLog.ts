/** One request the emulator answered. */
export interface LoggedCall {
  /**
   * `InitiateAuth`, `GetId`, `S3.PutObject`, `DynamoDB.GetItem`, `STS.AssumeRole`, `execute-api.GET /prod/pets`, or `OPTIONS`
   * for a preflight.
   */
  readonly operation: string;
  /** Epoch ms by the emulator's clock. */
  readonly at: number;
  /** HTTP status; 0 when a fault cut the connection. */
  readonly status: number;
  /** Who signed the request, where a session token says so: the identity id, or the ARN of the role or user. */
  readonly identity?: string;
}

/** What was asked of the emulator, so a test can count it. */
export interface CallLog {
  /** Calls of operations, oldest first. Preflights are not among them. */
  readonly all: () => readonly LoggedCall[];
  /** CORS preflights, oldest first. */
  readonly preflights: () => readonly LoggedCall[];
  /** How often an operation was called; without a name, how many calls there were. */
  readonly count: (operation?: string) => number;
  readonly add: (call: LoggedCall) => void;
  readonly clear: () => void;
}

/** The log keeps this many calls; a server left running for days must not grow. */
const maxCalls = 10_000;

/** An empty call log. */
export function createCallLog(): CallLog {
  const calls: LoggedCall[] = [];
  const isPreflight = (call: LoggedCall) => call.operation === 'OPTIONS';
  const all = () => calls.filter((call) => !isPreflight(call));
  return {
    all,
    preflights: () => calls.filter(isPreflight),
    count: (operation) => all().filter((call) => operation === undefined || call.operation === operation).length,
    add(call) {
      calls.push(call);
      if (calls.length > maxCalls) calls.shift();
    },
    clear() {
      calls.length = 0;
    },
  };
}
