import { emptyAnswer } from './s3Answer.ts';
import { requirePermission, s3Arn, type ObjectCall } from './s3Call.ts';

/** Removes an object the caller may delete. */
export function removeObject(call: ObjectCall): void {
  requirePermission(call, { action: 's3:DeleteObject', resource: s3Arn(call.bucket.name, call.key) });
  delete call.bucket.objects[call.key];
  call.context.changed();
}

/**
 * `DeleteObject`; deleting what is not there succeeds.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export function deleteObject(call: ObjectCall): Response {
  removeObject(call);
  return emptyAnswer({}, 204);
}
