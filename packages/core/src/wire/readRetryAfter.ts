/**
 * How long an answer asks to wait, in ms, by its `Retry-After`; `undefined` where it asks for nothing that makes sense. A date,
 * which AWS does not send and which would need the server's clock to read, counts as nothing. How much of it counts is for
 * whoever waits to say: a proxy or a maintenance page can ask for a day.
 * @see RFC 9110 §10.2.3
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const waitMs = parseFloat(headers.get('retry-after') ?? '') * 1000;
  return waitMs > 0 ? waitMs : undefined;
}
