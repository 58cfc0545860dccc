'use client';

import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { CredentialsError } from '@valetkey/core';
import { useEffect, useMemo, useState } from 'react';
import { clientCacheOf } from '../client/clientCacheOf.ts';
import { useClient } from '../client/useClient.ts';
import { hasSameContent } from '../observe/hasSameContent.ts';
import { useObservable } from '../observe/useObservable.ts';
import { whole } from '../observe/whole.ts';
import { useCredentialsContext } from '../provider/credentialsContext.ts';
import type { AwsCommandClass, AwsInputOf, IsInputOf } from '../query/awsCommand.ts';
import { createPresignedUrl, PENDING, type PresignedUrlFacts, type PresignedUrlSource } from './createPresignedUrl.ts';
import { PRESIGNED_LIFE_S } from './planPresign.ts';

/** What {@link usePresignedUrl} takes beside the command. */
export interface PresignedUrlSettings {
  /** How long S3 takes an address, s: 10 to 604,800. It ends with the credentials in any case. Default 900. */
  readonly expiresIn?: number;
  /** `false` signs nothing, e.g. while the key is not known. Default `true`. */
  readonly enabled?: boolean;
  /** Options for the client, as in `useClient`. */
  readonly config?: Partial<S3ClientConfig>;
}

/** What {@link usePresignedUrl} gives. */
export type PresignedUrlState = PresignedUrlFacts & {
  /**
   * For `<img onError>` and for a person who tries again: finds out what is wrong and signs again. An image cannot tell why
   * it failed; for `GetObjectCommand` S3 is asked for one byte, so that a rejected key heals, and a refusal is in `error`.
   * When the next address does not load either, it gives up: `error`. Settles when that is known; never rejects.
   */
  readonly renew: () => Promise<void>;
};

/**
 * An address at S3 that works without a signature of its own, for `<img>`, `<video>`, a download link or an upload by a form:
 *
 *     const { url, renew } = usePresignedUrl(GetObjectCommand, { Bucket: 'photo-album', Key: 'public/sea.jpg' });
 *     return <img src={url} onError={() => void renew()} />;
 *
 * It is signed again before it ends and before the credentials that signed it end, while the page is seen; nothing is sent for
 * that. For half of its life an address stays the same, wherever it is asked for, so that the browser's cache works. Whoever
 * has the address can use it until it ends: ask for as short a life as will do, and do not log it. On a server there is none.
 * @throws CredentialsError `PROVIDER_MISSING`, `UNKNOWN_SERVICE`; `INVALID_OPTION` for an `expiresIn` out of range.
 */
export function usePresignedUrl<Input extends AwsInputOf<S3Client>, Output extends object>(
  command: AwsCommandClass<Input, Output> & IsInputOf<S3Client, Input>,
  input: NoInfer<Input>,
  { expiresIn = 900, enabled = true, config }: PresignedUrlSettings = {},
): PresignedUrlState {
  const { shortest, longest } = PRESIGNED_LIFE_S;
  if (!(Number.isInteger(expiresIn) && expiresIn >= shortest && expiresIn <= longest)) {
    throw new CredentialsError('INVALID_OPTION', { detail: `expiresIn is ${expiresIn}: give ${shortest} to ${longest} seconds.` });
  }
  const context = useCredentialsContext();
  const client = useClient(S3Client, config);
  const store = clientCacheOf(context).storeOf(client);
  const [keep] = useState(createInputKeeper<Input>);
  const signed = keep(input);
  const source = useMemo(
    () => (enabled ? createPresignedUrl({ client, store, command: new command(signed), lifeS: expiresIn }) : NOTHING),
    [client, store, command, signed, expiresIn, enabled],
  );
  // Other credentials than the provider's have nobody else to start them.
  useEffect(() => store?.start(), [store]);
  const facts = useObservable<PresignedUrlFacts, PresignedUrlFacts>(source, whole);
  return useMemo(() => ({ ...facts, renew: source.renew }), [facts, source]);
}

/** Gives the first of several equal inputs. Those of S3 have dates (`ResponseExpires`), which may be written inline as well. */
function createInputKeeper<Input extends object>(): (input: Input) => Input {
  let kept: Input | undefined;
  return (input) => {
    if (kept === undefined || !hasSameContent(withNumbers(kept), withNumbers(input))) kept = input;
    return kept;
  };
}

function withNumbers(input: object): object {
  return Object.fromEntries(Object.entries(input).map(([name, value]: [string, unknown]) => [name, value instanceof Date ? value.getTime() : value]));
}

const NOTHING: PresignedUrlSource = {
  getSnapshot: () => PENDING,
  getServerSnapshot: () => PENDING,
  subscribe: () => () => undefined,
  renew: () => Promise.resolve(),
};
