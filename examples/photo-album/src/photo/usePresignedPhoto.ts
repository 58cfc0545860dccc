import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsQueryOptions, useAwsQueryTarget } from '@valetkey/react/query';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { photoBucket } from '../aws.ts';
import { presignPhoto } from './presignPhoto.ts';

/** What {@link usePresignedPhoto} gives. */
export interface PresignedPhotoState {
  /** For `<img src>`; `undefined` until it is signed. */
  readonly url: string | undefined;
  /** For `<img key>`: rises when the photo is to be loaded again, even by an address that happens to be the same. */
  readonly round: number;
  /** True when the photo cannot be shown although it was asked for again. */
  readonly isBroken: boolean;
  /** For `<img onError>`: finds out why, and signs again. */
  readonly onError: () => void;
  /** For `<img onLoad>`. */
  readonly onLoad: () => void;
  readonly retry: () => void;
}

/**
 * The address of a photo, signed again before it ends and before the credentials that signed it end.
 *
 * An `<img>` cannot tell why it failed. A request through the client can: if the keys were rejected the client gets new
 * ones, and the next address is signed with those. (A HEAD request could not: its refusal has no body to say why.)
 */
export function usePresignedPhoto(key: string): PresignedPhotoState {
  const target = useAwsQueryTarget(S3Client);
  const { client } = target;
  const [round, setRound] = useState(0);
  // Since the photo was last seen.
  const [failures, setFailures] = useState(0);
  const presigned = useQuery({
    queryKey: [...awsQueryOptions(target, GetObjectCommand, { Bucket: photoBucket, Key: key }).queryKey, 'presigned'],
    enabled: target.ready,
    queryFn: () => presignPhoto(client, key),
    staleTime: ({ state }) => state.data?.renewInMs ?? 0,
    refetchInterval: ({ state }) => state.data?.renewInMs ?? false,
    // A laptop that slept past the interval signs as soon as somebody looks.
    refetchOnWindowFocus: true,
    // Signing needs no network.
    networkMode: 'always',
  });

  async function signAgain(): Promise<void> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: photoBucket, Key: key, Range: 'bytes=0-0' }));
      await Body?.transformToByteArray();
      await presigned.refetch();
      setRound((before) => before + 1);
    } catch {
      setFailures(2);
    }
  }

  return {
    url: presigned.data?.url,
    round,
    isBroken: failures > 1 || presigned.isError,
    onLoad: () => setFailures(0),
    onError() {
      setFailures((count) => count + 1);
      if (failures === 0) void signAgain();
    },
    retry() {
      setFailures(1);
      void signAgain();
    },
  };
}
