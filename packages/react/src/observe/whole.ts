/** Picks all of what a source holds, for `useObservable`. */
export function whole<Value>(value: Value): Value {
  return value;
}
