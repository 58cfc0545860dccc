/** One measured number. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value must not be over. For milliseconds, which depend on the machine, a generous one. */
  readonly limit?: number;
  /** What else was seen. */
  readonly detail?: Readonly<Record<string, number | string | readonly string[]>>;
}

/** The middle of an odd number of values. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Rounds to a number of decimals. */
export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
