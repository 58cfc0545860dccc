import type { Observable } from '@valetkey/core';

/** An observable value that server rendering and hydration can read as well. */
export interface ObservableSource<Value> extends Observable<Value> {
  /** The same value on every server and during hydration, so that server HTML never depends on who is looking. */
  readonly getServerSnapshot: () => Value;
}
