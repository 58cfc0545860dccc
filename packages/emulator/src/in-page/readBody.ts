/**
 * Reads whatever an SDK client sends as a body: text, bytes, a `Blob`, a web stream or a Node.js stream.
 * Streams are read to their end first, because not every browser takes one in a `Request`.
 */
export async function readBody(body: unknown): Promise<BodyInit | undefined> {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string' || body instanceof Blob || body instanceof ArrayBuffer) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  if (body instanceof ReadableStream) return new Response(body).arrayBuffer();
  if (isAsyncIterable(body)) return new Blob(await collect(body));
  throw new TypeError('The emulator cannot read a body of this type.');
}

async function collect(chunks: AsyncIterable<unknown>): Promise<BlobPart[]> {
  const parts: BlobPart[] = [];
  for await (const chunk of chunks) parts.push(chunk as BlobPart);
  return parts;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
