/**
 * Writes an instant the way Cognito parses it: "EEE MMM d HH:mm:ss z yyyy" in English and UTC, the day without a
 * leading zero, e.g. `Tue Jan 7 09:05:00 UTC 2025`.
 * @param at - Epoch ms.
 */
export function formatSrpTimestamp(at: number): string {
  // toUTCString is `Tue, 07 Jan 2025 09:05:00 GMT` in every engine and locale (ECMA-262 §21.4.4.43).
  return new Date(at).toUTCString().replace(/, 0?(\d+) (\w+) (\d+) (\S+) GMT/, ' $2 $1 $4 UTC $3');
}
