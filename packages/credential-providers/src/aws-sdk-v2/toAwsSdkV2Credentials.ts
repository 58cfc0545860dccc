import { systemClock, type AwsCredentials, type Clock, type CredentialsError, type CredentialStore } from '@valetkey/core';
import type { AwsSdkV2Callback, AwsSdkV2Credentials } from './awsSdkV2Credentials.ts';

/** How long before their end credentials count as due for renewal, in seconds, unless `expiryWindow` says otherwise. */
export const DEFAULT_EXPIRY_WINDOW_S = 15;

/** What {@link toAwsSdkV2Credentials} takes beside the store. */
export interface AwsSdkV2CredentialsOptions {
  /** Your `AWS.Credentials`, where something asks for an instance of it: the SDK itself does not. */
  readonly Credentials?: { readonly prototype: object };
  readonly clock?: Clock;
}

/** A store's credentials, for clients of the AWS SDK for JavaScript v2. */
export interface StoreCredentials extends AwsSdkV2Credentials {
  /** Seconds. Default {@link DEFAULT_EXPIRY_WINDOW_S}. */
  expiryWindow: number;
  readonly expireTime: Date;
  /** Whether `get` has to wait: nothing is held, a service refused what is, or it ends within `expiryWindow`. */
  needsRefresh(): boolean;
  get(callback?: AwsSdkV2Callback): void;
  refresh(callback?: AwsSdkV2Callback): void;
  getPromise(): Promise<void>;
  refreshPromise(): Promise<void>;
}

/**
 * Makes the object that `AWS.config.credentials`, or the `credentials` option of one service, takes in the AWS SDK for
 * JavaScript v2. It holds nothing: what it says is what the store says at that moment, so v2 and v3 clients of one page
 * share one acquisition and one person. `get` calls back at once while credentials are valid, and lets the store renew them
 * in the background when they are due.
 *
 * When the SDK sets `expired`, because a service refused a key, the key that was read last is reported to the store: one
 * that has already replaced it stays. Keys and token are not enumerable: no JSON and no log shows them.
 *
 * Callbacks and promises get the `CredentialsError` of the store. Nothing is obtained until somebody asks.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Credentials.html
 */
export function toAwsSdkV2Credentials(store: CredentialStore, options: AwsSdkV2CredentialsOptions = {}): StoreCredentials {
  const { Credentials, clock = systemClock } = options;
  let lastRead: string | undefined;
  let refused: string | undefined;
  let expiryWindow = DEFAULT_EXPIRY_WINDOW_S;

  const held = (): AwsCredentials | undefined => {
    const snapshot = store.getSnapshot();
    return snapshot.status === 'ready' ? snapshot.credentials : undefined;
  };
  const expiresAt = (): number | undefined => {
    const snapshot = store.getSnapshot();
    return snapshot.status === 'ready' ? snapshot.expiresAt : undefined;
  };
  const isRefused = (): boolean => refused !== undefined && refused === held()?.accessKeyId;

  const members = {
    get expiryWindow() {
      return expiryWindow;
    },
    set expiryWindow(seconds: number) {
      expiryWindow = seconds;
    },
    get accessKeyId() {
      lastRead = held()?.accessKeyId;
      return lastRead;
    },
    get expired() {
      return isRefused();
    },
    set expired(isExpired: boolean) {
      refused = isExpired ? (lastRead ?? held()?.accessKeyId) : undefined;
      if (refused !== undefined) store.invalidate(refused);
    },
    get expireTime() {
      const at = expiresAt();
      return at === undefined ? null : new Date(at);
    },
    needsRefresh() {
      const now = clock.now() + store.getClockOffsetMs();
      return held() === undefined || isRefused() || now + expiryWindow * 1000 > (expiresAt() ?? Infinity);
    },
    get(callback?: AwsSdkV2Callback) {
      // Asked first: the store then notices by itself that the person has changed, or that renewal is due.
      const asked = store.getCredentials();
      if (members.needsRefresh()) return answer(asked, callback);
      asked.catch(() => undefined);
      callback?.();
    },
    getPromise: () => promise(members.get),
    refresh: (callback?: AwsSdkV2Callback) => answer(store.refresh(), callback),
    refreshPromise: () => promise(members.refresh),
  };
  const secrets = {
    get secretAccessKey() {
      return held()?.secretAccessKey;
    },
    get sessionToken() {
      return held()?.sessionToken;
    },
  };
  return Object.create(Credentials?.prototype ?? Object.prototype, {
    ...Object.getOwnPropertyDescriptors(members),
    ...hidden(Object.getOwnPropertyDescriptors(secrets)),
  }) as StoreCredentials;
}

/** Calls back outside of the promise, so that what a callback throws is nobody's rejection. */
function answer(asked: Promise<unknown>, callback: AwsSdkV2Callback = () => undefined): void {
  const call = (error: CredentialsError | null): void => queueMicrotask(() => callback(error));
  asked.then(() => call(null), call);
}

function promise(ask: (callback: AwsSdkV2Callback) => void): Promise<void> {
  return new Promise((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));
}

function hidden(properties: PropertyDescriptorMap): PropertyDescriptorMap {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, { ...property, enumerable: false }]));
}
