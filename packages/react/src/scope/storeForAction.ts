import { resolveClientConfig, type ClientConfigLevels, type CredentialStore } from '@valetkey/core';
import { credentialsForAll } from './credentialsForAll.ts';

// Services whose IAM prefix is their SDK service id in lower case. Others differ (CloudWatch Logs is `logs`, Step Functions
// `states`), so that a prefix alone does not tell which they are.
const REGULAR: readonly string[] = [
  'appsync', 'athena', 'comprehend', 'dynamodb', 'firehose', 'iot', 'kinesis', 'kms', 'lambda', 'polly', 'rekognition',
  's3', 'secretsmanager', 'sns', 'sqs', 'ssm', 'sts', 'textract', 'transcribe', 'translate',
];

/**
 * The store that signs an action here: of the service's own credentials where a level names some, else of everybody's.
 * @param prefix - What the action begins with: `s3` of `s3:GetObject`.
 * @param serviceId - The SDK's id of the service, where the caller knows it.
 * @returns `undefined` when it cannot be told, or when the credentials come from no store.
 */
export function storeForAction(
  levels: ClientConfigLevels,
  prefix: string,
  serviceId: string | undefined,
): CredentialStore | undefined {
  const storeOf = (id: string): CredentialStore | undefined => resolveClientConfig(id, levels).credentials?.store;
  if (serviceId !== undefined) return storeOf(serviceId);
  const named = Object.keys({ ...levels.services, ...levels.scopeServices });
  const meant = named.find((id) => prefixOf(id) === prefix);
  const store = meant === undefined ? credentialsForAll(levels)?.store : storeOf(meant);
  return named.filter((id) => mayHavePrefix(id, prefix)).every((id) => storeOf(id) === store) ? store : undefined;
}

/** Whether a service may be the one with this prefix: S3 Control has that of S3, and a prefix we do not know may be anyone's. */
function mayHavePrefix(serviceId: string, prefix: string): boolean {
  const regular = prefixOf(serviceId);
  return REGULAR.includes(prefix) ? regular.startsWith(prefix) : !REGULAR.includes(regular);
}

function prefixOf(serviceId: string): string {
  return serviceId.toLowerCase().replaceAll(' ', '');
}
