/**
 * The server's time (epoch ms) by an answer's `Date` header; `NaN` when it says none that could be relied on. `Age` means
 * that a cache answered: its `Date` is old and would poison the clock offset.
 */
export function readServerTime(headers: Headers): number {
  return headers.has('age') ? NaN : Date.parse(headers.get('date') ?? '');
}
