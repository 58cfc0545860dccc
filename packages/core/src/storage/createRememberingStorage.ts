import type { CredentialsError } from '../errors/credentialsError.ts';
import type { Observable } from '../observable.ts';
import { renewRecord } from './renewRecord.ts';
import type { StoragePort, StoredRecord } from './storagePort.ts';

/** Whether a person wants to be remembered on this device. */
export interface RememberChoice {
  readonly isRemembered: () => boolean;
  /** Counts from the next sign-in on. What is kept already stays where it is until then. */
  readonly setRemembered: (remembered: boolean) => void;
}

/** What {@link createRememberingStorage} takes. */
export interface RememberingStorageOptions {
  /** Keeps what is to outlive the browser, e.g. `createEncryptedStorage()`. */
  readonly remembered: StoragePort;
  /** Keeps what is not, e.g. `createSessionStorage()`, or `createMemoryStorage()`. */
  readonly otherwise: StoragePort;
  /** The choice until somebody makes one, or is found remembered. Default `false`: the device may be shared. */
  readonly initially?: boolean;
  /** The session's storage, whose choice counts here too. */
  readonly choice?: RememberChoice;
}

/** A storage that asks the person: give it to the session, and to the `Authenticator` as its `remember`. */
export function createRememberingStorage(options: RememberingStorageOptions): StoragePort & RememberChoice {
  const { remembered, otherwise, initially = false, choice = createChoice(initially) } = options;
  const findRemembered = (): void => {
    if (options.choice === undefined) choice.setRemembered(true);
  };
  return {
    ...choice,
    kind: `${remembered.kind} or ${otherwise.kind}`,
    failure: eitherFailure(remembered.failure, otherwise.failure),
    open: (slot, format) => openEither(remembered.open(slot, format), otherwise.open(slot, format), choice, findRemembered),
  };
}

function createChoice(initially: boolean): RememberChoice {
  let isRemembered = initially;
  return {
    isRemembered: () => isRemembered,
    setRemembered(next) {
      isRemembered = next;
    },
  };
}

type Failure = Observable<CredentialsError | undefined>;

/** Why one of two storages can keep nothing: the one that is to remember, if both. */
function eitherFailure(remembered?: Failure, otherwise?: Failure): Failure {
  return {
    getSnapshot: () => remembered?.getSnapshot() ?? otherwise?.getSnapshot(),
    subscribe(listener) {
      const stops = [remembered?.subscribe(listener), otherwise?.subscribe(listener)];
      return () => stops.forEach((stop) => stop?.());
    },
  };
}

/** One record that lies in either of two places. */
function openEither<Value>(
  remembered: StoredRecord<Value>,
  otherwise: StoredRecord<Value>,
  { isRemembered }: RememberChoice,
  findRemembered: () => void,
): StoredRecord<Value> {
  const chosenFirst = (): readonly [StoredRecord<Value>, StoredRecord<Value>] =>
    isRemembered() ? [remembered, otherwise] : [otherwise, remembered];
  return {
    async read() {
      const kept = await remembered.read();
      if (kept === undefined) return otherwise.read();
      findRemembered();
      // Whoever was here before is not to come back when the remembered one leaves.
      await otherwise.update(() => undefined);
      return kept;
    },
    async update(change) {
      const [to, from] = chosenFirst();
      let isThere = false;
      // At once, and before the other place is looked at: the page may be about to go.
      let kept = await to.update((current) => {
        isThere = current !== undefined;
        return isThere ? change(current) : undefined;
      });
      if (!isThere) {
        const before = await from.read();
        kept = await to.update((current) => change(current ?? before));
      }
      await from.update(() => undefined);
      return kept;
    },
    async renew(isStale, obtain, signal) {
      const [chosen, other] = chosenFirst();
      return renewRecord((await other.read()) === undefined ? chosen : other, isStale, obtain, signal);
    },
    watch(listener) {
      const stops = [remembered.watch?.(listener), otherwise.watch?.(listener)];
      return () => stops.forEach((stop) => stop?.());
    },
  };
}
