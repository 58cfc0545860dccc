/** Text that only who holds the record can read. */
export interface SealedText {
  /** AES-GCM, not extractable. It lies in the record, so that both are deleted together. */
  readonly key: CryptoKey;
  /** 96 bits. */
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** Says which page is renewing a record at the moment. */
export interface RenewalClaim {
  readonly nonce: string;
  /** When it lapses, epoch ms: the page may have been closed or frozen. */
  readonly until: number;
}

/** One slot, as all pages of an origin see it. */
export interface SharedRecord {
  readonly version: 1;
  /** Rises whenever what is kept is replaced by something else, not by its own renewal: whose renewal is on its way gives up. */
  readonly epoch: number;
  /** Rises with every change. */
  readonly generation: number;
  /** Absent when nothing is kept: what remains tells late writers that they are late. */
  readonly sealed?: SealedText | undefined;
  readonly claim?: RenewalClaim | undefined;
}

/** Records that all pages of an origin share. Both functions reject when the storage fails. */
export interface SharedRecords {
  /** What is there, whatever its shape: another version of this package, or another program, may have written it. */
  readonly read: (slot: string) => Promise<unknown>;
  /**
   * Changes a slot in one transaction. `change` is called once, and gives what to put; what it was given leaves the slot as
   * it is. Resolves once that is durable.
   */
  readonly transact: (slot: string, change: (current: unknown) => unknown) => Promise<void>;
}

/** Seals and opens text. */
export interface Sealer {
  /** @param boundTo - What the text belongs to: it opens with the same only. */
  readonly seal: (text: string, boundTo: string) => Promise<SealedText>;
  /** `undefined` when it was tampered with or belongs elsewhere. */
  readonly open: (sealed: SealedText, boundTo: string) => Promise<string | undefined>;
}

/** The queue in which pages wait for their turn. Safety never rests on it: it only spares them from asking in vain. */
export interface TabLocks {
  /**
   * Runs `work` while no other page runs work of this name.
   * @param signal - Leaves the queue; rejects then with the signal's reason. Once `work` has begun it does nothing.
   */
  readonly run: <Result>(name: string, signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>;
}

/** Hints from page to page. They carry no secret and prove nothing: who gets one looks for itself. */
export interface TabHints {
  /** Tells the other pages that the slot has changed. */
  readonly post: (slot: string) => void;
  /**
   * Calls `listener` when another page has posted, when a note of one has arrived, and when this one comes back from the
   * back/forward cache, where no hint reaches it: then it is not seen before what `listener` returns has settled. Ends with
   * the function it returns.
   */
  readonly listen: (slot: string, listener: () => unknown) => () => void;
}

/**
 * Notes that pages leave behind for those that come after them. They carry no secret, get through when a page is closed,
 * goes elsewhere or is put away, and come late or never where the browser keeps nothing. Nothing here throws.
 */
export interface TabNotes {
  /** Writes over the slot's note. */
  readonly leave: (slot: string, text: string) => void;
  readonly read: (slot: string) => string | undefined;
}

/** What pages need from the browser to share records. */
export interface TabPorts {
  readonly records: SharedRecords;
  readonly sealer: Sealer;
  /** `undefined` where the browser has no Web Locks: claims alone then keep order. */
  readonly locks: TabLocks | undefined;
  readonly hints: TabHints;
  readonly notes: TabNotes;
  /** Calls `listener` when the page is left, for good or into the back/forward cache. */
  readonly onLeave: (listener: () => void) => () => void;
  /** A text nobody else has. */
  readonly nonce: () => string;
}
