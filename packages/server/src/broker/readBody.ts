import { withDeadline, type Clock } from '@valetkey/core';

/** The most bytes that a request may bring: three tokens, and room. */
export const MAX_BODY_BYTES = 32_768;

/** Within so much time they must be there, ms: whoever sends one byte a minute holds nothing for longer. */
export const BODY_TIMEOUT_MS = 10_000;

/**
 * Reads a request's JSON object.
 * @returns `undefined` for what is none, or longer than {@link MAX_BODY_BYTES}. No body is an empty object.
 * @throws CredentialsError `TIMEOUT` when it is not there within {@link BODY_TIMEOUT_MS}.
 */
export async function readBody({ body }: Request, clock: Clock): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = body === null ? '' : await withDeadline(clock, BODY_TIMEOUT_MS, undefined, (signal) => readText(body, signal));
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    // What the parser says is not passed on: it quotes what it read.
    return undefined;
  }
}

async function readText(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<string | undefined> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
