import { parseXml, type XmlElements } from '../awsHttp/xml.ts';
import { removeObject } from './deleteObject.ts';
import { readUpload } from './readUpload.ts';
import { xmlAnswer } from './s3Answer.ts';
import type { BucketCall } from './s3Call.ts';
import { S3Error } from './s3Error.ts';
import { childElements, childText } from './xmlChildren.ts';

/** S3 deletes this many objects a request at most. */
const MAX_KEYS = 1000;

/**
 * `DeleteObjects`: each key is allowed or refused by itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(call: BucketCall): Response {
  const { body, checksum } = readUpload(call);
  if (checksum === undefined && call.headers.get('content-md5') === undefined) {
    throw new S3Error('InvalidRequest', {}, 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const request = parseXml(new TextDecoder().decode(body))?.['Delete'];
  const keys = childElements(request, 'Object').map((object) => childText(object, 'Key'));
  if (keys.length === 0 || keys.length > MAX_KEYS || keys.some((key) => !key)) throw new S3Error('MalformedXML');

  const deleted: XmlElements[] = [];
  const errors: XmlElements[] = [];
  for (const key of keys) {
    if (key === undefined) continue;
    try {
      removeObject({ ...call, key });
      deleted.push({ Key: key });
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      errors.push({ Key: key, Code: error.code, Message: error.message });
    }
  }
  const isQuiet = childText(request, 'Quiet') === 'true';
  return xmlAnswer('DeleteResult', { ...(isQuiet ? {} : { Deleted: deleted }), Error: errors });
}
