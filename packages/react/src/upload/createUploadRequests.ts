import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createDeferred, type Deferred } from './createDeferred.ts';

/** The requests of one upload. They can be held back, stopped and sent again, of which lib-storage knows nothing. */
export interface UploadRequests {
  /** For `new Upload({ client })`. */
  readonly client: S3Client;
  /** Gives up the parts under way, to send them again later, and sends nothing more. */
  readonly pause: () => void;
  /** Sends what was held back: by a pause, or because it failed. */
  readonly resume: () => void;
  /**
   * Ends the upload: whatever is to be sent rejects with the reason, so that lib-storage tidies up and is done.
   * @param atOnce - Stops everything; whose identity is gone cannot tidy up. Otherwise an upload that is being opened is opened
   * (it could not be removed), and what was uploaded is removed.
   */
  readonly end: (reason: Error, atOnce: boolean) => void;
}

/** What happens to them. */
export interface UploadRequestEvents {
  /** S3 has taken a part. */
  readonly onPart: () => void;
  /** A request has failed after all that the client does about it. It and all others are held back until `resume`. */
  readonly onFault: (error: unknown) => void;
}

type AnyCommand = Parameters<S3Client['send']>[0];

/** Puts a gate between lib-storage and a client. Each request is signed by the client as it is sent, also when sent again. */
export function createUploadRequests(client: S3Client, { onPart, onFault }: UploadRequestEvents): UploadRequests {
  const underWay = new Map<AbortController, AnyCommand>();
  let gate: Deferred<void> | undefined;
  let ended: Error | undefined;

  async function send(command: AnyCommand): Promise<unknown> {
    if (command instanceof AbortMultipartUploadCommand) return client.send(command);
    for (;;) {
      while (gate) await gate.promise;
      if (ended) throw ended;
      const controller = new AbortController();
      underWay.set(controller, command);
      try {
        const answer: unknown = await client.send(command, { abortSignal: controller.signal });
        if (isPart(command)) onPart();
        return answer;
      } catch (error) {
        if (ended || controller.signal.aborted) continue;
        gate ??= createDeferred();
        onFault(error);
      } finally {
        underWay.delete(controller);
      }
    }
  }

  function stop(isStopped: (command: AnyCommand) => boolean): void {
    for (const [controller, command] of underWay) if (isStopped(command)) controller.abort();
  }
  function resume(): void {
    gate?.resolve();
    gate = undefined;
  }

  return {
    client: Object.create(client, { send: { value: send } }) as S3Client,
    pause() {
      gate ??= createDeferred();
      stop(isPart);
    },
    resume,
    end(reason, atOnce) {
      ended = reason;
      resume();
      stop((command) => atOnce || !(command instanceof CreateMultipartUploadCommand));
    },
  };
}

function isPart(command: AnyCommand): boolean {
  return command instanceof UploadPartCommand || command instanceof PutObjectCommand;
}
