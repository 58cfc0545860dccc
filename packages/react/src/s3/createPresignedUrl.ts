import { GetObjectCommand, type GetObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import {
  createObservable,
  CredentialsError,
  systemClock,
  systemEnvironment,
  watchCredentials,
  type CredentialStore,
} from '@valetkey/core';
import { createWatchedSource } from '../observe/createWatchedSource.ts';
import type { ObservableSource } from '../observe/observableSource.ts';
import { watchDeadline } from '../observe/watchDeadline.ts';
import type { AwsCommand } from '../query/awsCommand.ts';
import { presign } from './presign.ts';

/** A second {@link PresignedUrlSource.renew} this soon after the first, ms, means that another address does not help. */
export const RENEWED_IN_VAIN_MS = 30_000;

/** While credentials that end are not replaced, an address is signed again no sooner than this, ms. */
const SHORTEST_KEEP_MS = 5_000;

/** What is known of an address. Tell the cases apart by `status`. */
export type PresignedUrlFacts =
  | { readonly status: 'pending'; readonly url: undefined; readonly expiresAt: undefined; readonly error: undefined }
  | {
      readonly status: 'ready';
      readonly url: string;
      /** When S3 stops taking it: epoch ms by the server's clock. */
      readonly expiresAt: number;
      readonly error: undefined;
    }
  | {
      readonly status: 'error';
      readonly url: undefined;
      readonly expiresAt: undefined;
      /** Why there are no credentials, or what S3 answered when it was asked. */
      readonly error: Error;
    };

/** An address, signed again while somebody watches. */
export interface PresignedUrlSource extends ObservableSource<PresignedUrlFacts> {
  /** Signs again, after S3 was asked what is wrong where it can be. Never rejects: a failure is in `error`. */
  readonly renew: () => Promise<void>;
}

/** An address that nobody has asked for yet. */
export const PENDING: PresignedUrlFacts = { status: 'pending', url: undefined, expiresAt: undefined, error: undefined };

/** What {@link createPresignedUrl} signs, and with what. */
export interface PresignedUrlOptions {
  /** Signs with current credentials, and belongs to one identity. */
  readonly client: S3Client;
  /** Where its credentials come from; `undefined` when from no store. */
  readonly store: CredentialStore | undefined;
  readonly command: AwsCommand<unknown, unknown>;
  /** How long S3 takes an address, s. */
  readonly lifeS: number;
}

/** Signs an address and signs it again before it ends, while somebody watches and the page is seen. */
export function createPresignedUrl({ client, store, command, lifeS }: PresignedUrlOptions): PresignedUrlSource {
  const world = store ?? { clock: systemClock, environment: systemEnvironment };
  const { clock } = world;
  const facts = createObservable(PENDING);
  const epoch = store?.getSnapshot().epoch;
  let run = new AbortController();
  let renewing: Promise<void> | undefined;
  let renewAt = 0;
  let renewedAt = -Infinity;
  let stopWatching = (): void => undefined;

  const serverNow = (): number => clock.now() + (store?.getClockOffsetMs() ?? 0);
  const tellError = (error: Error): void => facts.set({ status: 'error', url: undefined, expiresAt: undefined, error });

  function watch(): void {
    stopWatching = watchDeadline(world, () => renewAt - serverNow(), () => void sign({ afresh: false }));
  }

  async function sign({ afresh }: { readonly afresh: boolean }): Promise<void> {
    run.abort();
    stopWatching();
    run = new AbortController();
    const { signal } = run;
    try {
      if (afresh) await askForReason(client, command, signal);
      const { url, endsAt, renewAt: next } = await presign(client, command, { lifeS, now: serverNow, exact: afresh });
      if (signal.aborted) return;
      renewAt = Math.max(next, serverNow() + SHORTEST_KEEP_MS);
      if (facts.getSnapshot().url !== url) facts.set({ status: 'ready', url, expiresAt: endsAt, error: undefined });
      watch();
    } catch (error) {
      if (!signal.aborted) tellError(error as Error);
    }
  }

  async function renew(): Promise<void> {
    if (facts.getSnapshot().status === 'ready' && clock.now() - renewedAt < RENEWED_IN_VAIN_MS) {
      stopWatching();
      tellError(new CredentialsError('SERVICE_REFUSED', { detail: IN_VAIN }));
      return;
    }
    await sign({ afresh: true });
    renewedAt = clock.now();
  }

  const start = (): (() => void) => {
    const unsubscribe =
      store &&
      watchCredentials(store, ({ type }) => {
        const isBack = type === 'obtained' && facts.getSnapshot().status === 'error';
        if (isBack || type === 'rejected-key') void sign({ afresh: false });
      });
    watch();
    return () => {
      unsubscribe?.();
      stopWatching();
      run.abort();
    };
  };

  return {
    ...createWatchedSource(facts, start, { isCurrent: () => store?.getSnapshot().epoch === epoch, unknown: PENDING }),
    renew: () => (renewing ??= renew().finally(() => (renewing = undefined))),
  };
}

const IN_VAIN =
  'S3 serves the object, but two of its addresses in a row did not load. It may be damaged, or a content security policy forbids the address.';

/**
 * Has the client read the first byte of an object. An `<img>` cannot tell why it failed, this can: rejected keys heal on the
 * way, and what else is wrong is thrown. A HEAD request could not, since its refusal has no body to say why. Other commands
 * than reading an object would change something, and are not sent.
 */
async function askForReason(client: S3Client, command: AwsCommand<unknown, unknown>, abortSignal: AbortSignal): Promise<void> {
  if (!(command instanceof GetObjectCommand)) return;
  const input: GetObjectCommandInput = { ...command.input, Range: 'bytes=0-0' };
  const { Body } = await client.send(new GetObjectCommand(input), { abortSignal });
  await Body?.transformToByteArray();
}
