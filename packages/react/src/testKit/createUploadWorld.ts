import { EventEmitter } from 'node:events';
import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { CLIENT_LINGER_MS, createClientCache, createCredentialStore, createObservable, systemClock, type ClientCache, type ClientOptions, type CredentialStore, type MutableObservable } from '@valetkey/core';
import { classicFlow, fromCognitoIdentityPool } from '@valetkey/credential-providers';
import { createEmulator, createEmulatorClock, defaultSeed, emulatorDefaults, type Emulator } from '@valetkey/emulator';
import { createInPageFetch, createInPageRequestHandler, type InPageRequestHandler } from '@valetkey/emulator/in-page';
import { createSimulatedClock, createSimulatedEnvironment, type SimulatedClock, type SimulatedEnvironment } from '@valetkey/testing';
import type { UploadTarget } from '../upload/createUploadRun.ts';
import type { UploadEnvironment } from '../upload/environment.ts';

/** Bytes of a part in these tests: AWS's five million would be slow. */
export const PART_BYTES = 4;

/** How long the credentials of an upload world live, in seconds. */
export const LIFETIME_SECONDS = 1_800;

/** A request that a test keeps waiting. */
export interface HeldRequest {
  /** Resolves when it has been sent; its signal tells whether it was given up. */
  readonly sent: Promise<AbortSignal>;
  /** Lets it arrive. */
  readonly release: () => void;
}

/** A bucket that takes small parts, and credentials of half an hour for it, on one clock. */
export interface UploadWorld {
  readonly emulator: Emulator;
  readonly clock: SimulatedClock;
  readonly environment: UploadEnvironment & Pick<SimulatedEnvironment, 'setOnline'>;
  readonly store: CredentialStore;
  readonly clientOptions: ClientOptions;
  readonly clients: ClientCache;
  readonly target: UploadTarget;
  /** Whom the credentials are for: rises when somebody else signs in. */
  readonly epoch: MutableObservable<number>;
  /** Keeps the next request of an operation waiting, e.g. `UploadPart`. */
  readonly hold: (operation: string) => HeldRequest;
  /** Runs before each request is answered. */
  readonly onRequest: (listener: (operation: string) => Promise<void>) => void;
  /** What XMLHttpRequest would tell of the part that is under way. */
  readonly tellProgress: (partNumber: number, loaded: number, total: number) => void;
  /** The status of each answer that an operation of S3 got, or every one. */
  readonly answers: (operation?: string) => readonly number[];
  /** Text of the object, or `undefined` when there is none. */
  readonly stored: (key: string) => string | undefined;
  /** Multipart uploads that are neither completed nor aborted. */
  readonly unfinished: () => number;
  /** Lets unused clients go and stops the store; returns what still waits or listens. */
  readonly stop: () => Promise<readonly [timers: number, listeners: number]>;
}

const Bucket = emulatorDefaults.bucket;
const endpoint = 'http://localhost:4566';

/**
 * Sets up a world that has its credentials. lib-storage takes small parts from then on.
 * @param options.tellsProgress - Whether requests tell how far they are, as those by XMLHttpRequest do. Default `false`.
 */
export async function createUploadWorld({ tellsProgress = false }: { readonly tellsProgress?: boolean } = {}): Promise<UploadWorld> {
  Object.assign(Upload, { MIN_PART_SIZE: PART_BYTES });
  // SDK clients sign by the system's clock.
  const clock = createSimulatedClock(systemClock.now());
  const emulator = createEmulator({ seed: seed(), clock: createEmulatorClock(clock.now) });
  const network = createSimulatedEnvironment({ fetch: createInPageFetch(emulator), clock });
  const epoch = createObservable(0);
  const identity = { getEpoch: epoch.getSnapshot, subscribe: epoch.subscribe, start: () => () => undefined };
  const pool = fromCognitoIdentityPool({
    identityPoolId: emulatorDefaults.identityPoolId,
    guest: true,
    flow: classicFlow({ roleArn: emulatorDefaults.guestRoleArn, durationSeconds: LIFETIME_SECONDS }),
    environment: network,
    clock,
  });
  const provider = Object.assign((...request: Parameters<typeof pool>) => pool(...request), { source: 'pool', identity });
  const store = createCredentialStore({ provider, environment: network, clock });
  let isOnline = true;
  const progress = new EventEmitter();
  const handler = createGatedHandler(emulator, clock, () => isOnline);
  const clientOptions = { region: emulatorDefaults.region, requestHandler: tellsProgress ? Object.assign(progress, handler) : handler, endpoint, forcePathStyle: true, maxAttempts: 1, credentials: store.provider };
  const stopStore = store.start();
  const clients = createClientCache({ clock });
  const client = clients.get(S3Client, { own: clientOptions });
  await store.whenReady();
  const bucket = () => emulator.exportState().s3.buckets[Bucket];
  return {
    emulator,
    clock,
    environment: {
      onWake: network.onWake,
      isOnline: () => isOnline,
      setOnline(online) {
        isOnline = online;
        network.setOnline(online);
      },
    },
    store,
    clientOptions,
    clients,
    target: { client, store, retain: () => clients.retain(client), parts: {} },
    epoch,
    hold: handler.hold,
    onRequest: handler.onRequest,
    tellProgress: (partNumber, loaded, total) => progress.emit('xhr.upload.progress', { loaded, total }, { query: { partNumber } }),
    answers: (operation = '') =>
      emulator.calls.all().flatMap((call) => (call.operation.startsWith(`S3.${operation}`) ? call.status : [])),
    stored(key) {
      const object = bucket()?.objects[key];
      return object === undefined ? undefined : atob(object.body);
    },
    unfinished: () => Object.keys(bucket()?.uploads ?? {}).length,
    async stop() {
      await clock.advanceBy(CLIENT_LINGER_MS);
      stopStore();
      return [clock.pendingTimers, network.wakeListeners];
    },
  };
}

/** The photo album's AWS, whose guests may upload. */
function seed() {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } as const;
  const roles = (defaultSeed.roles ?? []).map((role) => ({ ...role, policies: [...(role.policies ?? []), everything] }));
  const pools = (defaultSeed.identityPools ?? []).map((pool) => ({ ...pool, allowClassicFlow: true }));
  return { ...defaultSeed, roles, identityPools: pools, buckets: [{ name: Bucket, region: emulatorDefaults.region, minimumPartBytes: PART_BYTES }] };
}

type Handle = InPageRequestHandler['handle'];

/** A client's network, in which a test can keep requests waiting. */
function createGatedHandler(emulator: Emulator, clock: SimulatedClock, isOnline: () => boolean) {
  const inPage = createInPageRequestHandler(emulator);
  const gates: { readonly operation: string; readonly arrive: (signal: AbortSignal) => void; readonly released: Promise<void> }[] = [];
  let listener: (operation: string) => Promise<void> = () => Promise.resolve();

  const handle: Handle = async (request, options = {}) => {
    const signal = options.abortSignal as AbortSignal;
    const operation = operationOf(request);
    const found = gates.findIndex((gate) => gate.operation === operation);
    const [gate] = found < 0 ? [] : gates.splice(found, 1);
    gate?.arrive(signal);
    const givenUp = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('Request aborted', 'AbortError'))));
    await Promise.race([gate?.released, givenUp]);
    await listener(operation);
    if (!isOnline()) throw new TypeError('Failed to fetch');
    const answer = inPage.handle(request, options);
    clock.standStillFor(answer);
    return answer;
  };

  return {
    ...inPage,
    handle,
    hold(operation: string): HeldRequest {
      let arrive: (signal: AbortSignal) => void = () => undefined;
      let release: () => void = () => undefined;
      const sent = new Promise<AbortSignal>((resolve) => (arrive = resolve));
      const released = new Promise<void>((resolve) => (release = resolve));
      gates.push({ operation, arrive, released });
      return { sent, release };
    },
    onRequest(next: typeof listener) {
      listener = next;
    },
  };
}

function operationOf({ method, query }: Parameters<Handle>[0]): string {
  if (query['partNumber'] !== undefined) return 'UploadPart';
  if ('uploads' in query) return 'CreateMultipartUpload';
  if (query['uploadId'] !== undefined) return method === 'DELETE' ? 'AbortMultipartUpload' : 'CompleteMultipartUpload';
  return 'PutObject';
}
