/** A request whose body has been read, so that it can be hashed, checked and then used. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Reads a request to its end. */
export async function receiveRequest(request: Request): Promise<ReceivedRequest> {
  return {
    method: request.method,
    url: new URL(request.url),
    headers: request.headers,
    body: new Uint8Array(await request.arrayBuffer()),
  };
}
