import { crc32 } from '@aws-crypto/crc32';
import { receiveRequest, type ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { utf8 } from '../bytes.ts';
import type { EmulatorService, ServiceContext } from '../emulatorService.ts';
import { authenticateRequest } from '../gate/authenticateRequest.ts';
import { jsonRefusal } from '../gate/jsonRefusal.ts';
import { DynamoDbError, dynamoDbErrorBody } from './dynamoDbError.ts';
import { isJsonObject, type JsonObject } from './jsonObject.ts';
import { batchGetItem } from './operations/batchGetItem.ts';
import { batchWriteItem } from './operations/batchWriteItem.ts';
import { createTable } from './operations/createTable.ts';
import { deleteItem } from './operations/deleteItem.ts';
import { describeTable } from './operations/describeTable.ts';
import type { DynamoDbOperation } from './operations/dynamoDbCall.ts';
import { getItem } from './operations/getItem.ts';
import { putItem } from './operations/putItem.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { updateItem } from './operations/updateItem.ts';

const operations: ReadonlyMap<string, DynamoDbOperation> = new Map([
  ['BatchGetItem', batchGetItem],
  ['BatchWriteItem', batchWriteItem],
  ['CreateTable', createTable],
  ['DeleteItem', deleteItem],
  ['DescribeTable', describeTable],
  ['GetItem', getItem],
  ['PutItem', putItem],
  ['Query', query],
  ['Scan', scan],
  ['UpdateItem', updateItem],
]);

function parseInput(body: Uint8Array): JsonObject {
  let input: unknown;
  try {
    input = JSON.parse(new TextDecoder().decode(body));
  } catch {
    input = undefined;
  }
  if (!isJsonObject(input)) throw new DynamoDbError('SerializationException', 'Start of structure or map found where not expected');
  return input;
}

async function answerCall(request: ReceivedRequest, context: ServiceContext): Promise<JsonObject> {
  const [version, operation = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
  const run = version === 'DynamoDB_20120810' ? operations.get(operation) : undefined;
  if (run === undefined) throw new DynamoDbError('UnknownOperationException', `Unknown operation: ${operation}`);
  const authentication = await authenticateRequest(request, 'dynamodb', context);
  if (!authentication.authenticated) {
    const { code, message } = jsonRefusal(authentication.refusal);
    throw new DynamoDbError(code, message);
  }
  return run({ operation, input: parseInput(request.body), caller: authentication.caller, context });
}

/** Amazon DynamoDB, JSON 1.0: items, queries, scans and batches on tables without secondary indexes. */
export const handleDynamoDb: EmulatorService = async (incoming, context) => {
  let status = 200;
  let answer: JsonObject;
  try {
    answer = await answerCall(await receiveRequest(incoming), context);
  } catch (error) {
    if (!(error instanceof DynamoDbError)) throw error;
    status = 400;
    answer = dynamoDbErrorBody(error);
  }
  const body = utf8(JSON.stringify(answer));
  return new Response(body as BodyInit, {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-crc32': String(crc32(body)),
      'x-amzn-requestid': crypto.randomUUID(),
    },
  });
};
