/** The most bytes that a request may bring: three tokens, and room. */
export const MAX_BODY_BYTES = 32_768;

/**
 * Reads a request's JSON object.
 * @returns `undefined` for what is none, or longer than {@link MAX_BODY_BYTES}. No body is an empty object.
 */
export async function readBody(request: Request): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await readText(request.body);
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    // What the parser says is not passed on: it quotes what it read.
    return undefined;
  }
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string | undefined> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  const reader = body.getReader();
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
