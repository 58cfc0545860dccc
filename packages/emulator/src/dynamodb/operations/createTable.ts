import { readOwn, writeOwn } from '../../awsHttp/ownProperty.ts';
import { DynamoDbError, validationError } from '../dynamoDbError.ts';
import type { AttributeDefinition, DynamoDbTable, KeySchemaElement } from '../dynamoDbState.ts';
import { isJsonObject, type JsonObject } from '../jsonObject.ts';
import { tableDescription } from './describeTable.ts';
import { parseTableName, requirePermission, type DynamoDbOperation } from './dynamoDbCall.ts';

function isKeySchemaElement(json: unknown): json is KeySchemaElement {
  return isJsonObject(json) && typeof json['AttributeName'] === 'string' && ['HASH', 'RANGE'].some((type) => type === json['KeyType']);
}

function isAttributeDefinition(json: unknown): json is AttributeDefinition {
  return (
    isJsonObject(json) && typeof json['AttributeName'] === 'string' && ['S', 'N', 'B'].some((type) => type === json['AttributeType'])
  );
}

function parseKeySchema({ KeySchema, AttributeDefinitions }: JsonObject): Pick<DynamoDbTable, 'keySchema' | 'attributeDefinitions'> {
  const keySchema = Array.isArray(KeySchema) ? KeySchema.filter(isKeySchemaElement) : [];
  const attributeDefinitions = Array.isArray(AttributeDefinitions) ? AttributeDefinitions.filter(isAttributeDefinition) : [];
  const [partitionKey, sortKey, ...others] = keySchema;
  if (partitionKey?.KeyType !== 'HASH' || (sortKey !== undefined && sortKey.KeyType !== 'RANGE') || others.length > 0) {
    throw validationError('Invalid KeySchema: The first KeySchemaElement must be a HASH key type, a second one a RANGE key type');
  }
  const defined = new Set(attributeDefinitions.map(({ AttributeName }) => AttributeName));
  if (keySchema.some(({ AttributeName }) => !defined.has(AttributeName))) {
    throw validationError('One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions.');
  }
  if (defined.size !== new Set(keySchema.map(({ AttributeName }) => AttributeName)).size) {
    throw validationError(
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  return { keySchema, attributeDefinitions };
}

/**
 * `CreateTable`; the table is active at once. Secondary indexes are refused.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export const createTable: DynamoDbOperation = (call) => {
  const { input, context } = call;
  const name = parseTableName(input['TableName']);
  requirePermission(call, name);
  const index = ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'].find((member) => input[member] !== undefined);
  if (index !== undefined) throw validationError(`The emulator does not support the parameter ${index}.`);
  const { tables } = context.state.dynamoDb;
  if (readOwn(tables, name) !== undefined) throw new DynamoDbError('ResourceInUseException', `Table already exists: ${name}`);
  const table = { name, region: call.caller.region, ...parseKeySchema(input), createdAt: context.clock.now(), items: {} };
  writeOwn(tables, name, table);
  context.changed();
  return { TableDescription: tableDescription(call, table) };
};
