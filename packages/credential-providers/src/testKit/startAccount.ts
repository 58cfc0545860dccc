import { emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { afterAll, beforeEach } from 'vitest';
import { accountSeed } from './account.ts';

/** Serves the account of these tests over HTTP, as the SDK's own clients ask it. Call it at the top level of a test file. */
export async function startAccount(): Promise<
  EmulatorServer & {
    /** For the SDK's clients: where it is, and that nothing is tried twice. */
    readonly clientConfig: Readonly<Record<string, unknown>>;
  }
> {
  const server = await startEmulatorServer({ port: 0, seed: accountSeed });
  const { calls, faults } = server.emulator;
  afterAll(server.close);
  beforeEach(() => {
    calls.clear();
    faults.clear();
  });
  return { ...server, clientConfig: { endpoint: server.url, region: emulatorDefaults.region, maxAttempts: 1 } };
}
