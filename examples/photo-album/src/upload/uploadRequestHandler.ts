import { XhrHttpHandler } from '@aws-sdk/xhr-http-handler';

/**
 * Sends requests with `XMLHttpRequest`, which unlike `fetch` tells how many bytes of an upload have gone out.
 *
 * The SDK's handler answers with status 0 when the connection breaks or the request is aborted, and the SDK takes any
 * status below 300 for a success: the upload would be lost without a word. This one rejects.
 */
class UploadRequestHandler extends XhrHttpHandler {
  override async handle(...call: Parameters<XhrHttpHandler['handle']>): ReturnType<XhrHttpHandler['handle']> {
    const answer = await super.handle(...call);
    if (answer.response.statusCode !== 0) return answer;
    throw call[1]?.abortSignal?.aborted === true
      ? new DOMException('The upload was cancelled.', 'AbortError')
      : new TypeError('The connection broke during an upload.');
  }
}

/** For the client that uploads: `useClient(S3Client, { requestHandler: uploadRequestHandler })`. */
export const uploadRequestHandler: XhrHttpHandler = new UploadRequestHandler();
