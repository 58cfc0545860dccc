import { buildXml, type XmlElements } from '../awsHttp/xml.ts';

const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A successful XML answer in S3's namespace. */
export function xmlAnswer(name: string, elements: XmlElements, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(buildXml({ [name]: { '@xmlns': S3_NAMESPACE, ...elements } }), {
    headers: { 'content-type': 'application/xml', ...headers },
  });
}

/** A successful answer without a body. @param status - Default 200. */
export function emptyAnswer(headers: Readonly<Record<string, string>> = {}, status: 200 | 204 = 200): Response {
  return new Response(null, { status, headers });
}
