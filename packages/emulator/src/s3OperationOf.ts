/** What S3 calls a request, told by its method, path (bucket first) and query. For the call log and the fault queue. */
export function s3OperationOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  const [bucket = '', ...key] = pathname.slice(1).split('/');
  if (bucket === '') return 'ListBuckets';
  return key.join('/') === '' ? bucketOperation(request.method, searchParams) : objectOperation(request, searchParams);
}

function bucketOperation(method: string, query: URLSearchParams): string {
  switch (method) {
    case 'GET':
      if (query.has('uploads')) return 'ListMultipartUploads';
      return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
    case 'HEAD':
      return 'HeadBucket';
    case 'PUT':
      return 'CreateBucket';
    case 'DELETE':
      return 'DeleteBucket';
    default:
      return query.has('delete') ? 'DeleteObjects' : 'PostObject';
  }
}

function objectOperation({ method, headers }: Request, query: URLSearchParams): string {
  const inUpload = query.has('uploadId');
  switch (method) {
    case 'GET':
      return inUpload ? 'ListParts' : 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'PUT':
      if (inUpload) return 'UploadPart';
      return headers.has('x-amz-copy-source') ? 'CopyObject' : 'PutObject';
    case 'DELETE':
      return inUpload ? 'AbortMultipartUpload' : 'DeleteObject';
    default:
      return inUpload ? 'CompleteMultipartUpload' : 'CreateMultipartUpload';
  }
}
