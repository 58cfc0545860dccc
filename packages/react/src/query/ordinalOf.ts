const ordinals = new WeakMap<object, number>();
let last = 0;

/** A number that stands for one object (a store, a function) where the object itself must not go, such as a query key. */
export function ordinalOf(object: object): number {
  let ordinal = ordinals.get(object);
  if (ordinal === undefined) {
    last += 1;
    ordinal = last;
    ordinals.set(object, ordinal);
  }
  return ordinal;
}
