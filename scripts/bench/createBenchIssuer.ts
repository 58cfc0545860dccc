import { createEmulator, createEmulatorClock, type Emulator } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler, type InPageRequestHandler } from '@valetkey/emulator/in-page';

/** An AWS whose identity pool can be made to behave as it does in bad times. */
export interface BenchIssuer {
  readonly emulator: Emulator;
  readonly fetch: typeof fetch;
  /** For AWS SDK clients, those of the identity pool included. */
  readonly requestHandler: InPageRequestHandler;
  /** The identity pool answers nobody. */
  readonly breakDown: () => void;
}

/** How an issuer begins. */
export interface BenchIssuerOptions {
  /** How long credentials live. Default: the pool's hour. */
  readonly lifetimeMs?: number;
  /** How far this machine's clock is ahead of AWS's. Default 0. */
  readonly machineAheadMs?: number;
}

export function createBenchIssuer({ lifetimeMs, machineAheadMs = 0 }: BenchIssuerOptions = {}): BenchIssuer {
  const emulator = createEmulator({ clock: createEmulatorClock(() => Date.now() - machineAheadMs) });
  let isDown = false;

  async function handle(request: Request): Promise<Response> {
    const target = request.headers.get('x-amz-target') ?? '';
    if (isDown && target.startsWith('AWSCognitoIdentityService')) return new Response('', { status: 503 });
    const response = await emulator.handle(request);
    if (lifetimeMs === undefined || !target.endsWith('GetCredentialsForIdentity') || !response.ok) return response;
    const answer = (await response.json()) as { readonly Credentials: object };
    const Expiration = (emulator.clock.now() + lifetimeMs) / 1000;
    return new Response(JSON.stringify({ ...answer, Credentials: { ...answer.Credentials, Expiration } }), response);
  }

  return {
    emulator,
    fetch: createInPageFetch({ handle }),
    requestHandler: createInPageRequestHandler({ handle }),
    breakDown: () => void (isDown = true),
  };
}
