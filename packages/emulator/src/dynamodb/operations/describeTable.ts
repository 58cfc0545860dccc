import type { DynamoDbTable } from '../dynamoDbState.ts';
import { itemSize } from '../itemSize.ts';
import type { JsonObject } from '../jsonObject.ts';
import { requirePermission, requireTable, tableArn, type DynamoDbCall, type DynamoDbOperation } from './dynamoDbCall.ts';

/** A table as `DescribeTable` and `CreateTable` describe it. */
export function tableDescription(call: DynamoDbCall, table: DynamoDbTable): JsonObject {
  const items = Object.values(table.items);
  return {
    TableName: table.name,
    TableArn: tableArn(call, table.name),
    TableStatus: 'ACTIVE',
    KeySchema: table.keySchema,
    AttributeDefinitions: table.attributeDefinitions,
    CreationDateTime: table.createdAt / 1000,
    ItemCount: items.length,
    TableSizeBytes: items.reduce((total, item) => total + itemSize(item), 0),
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
  };
}

/**
 * `DescribeTable`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
 */
export const describeTable: DynamoDbOperation = (call) => {
  const table = requireTable(call, call.input['TableName']);
  requirePermission(call, table.name);
  return { Table: tableDescription(call, table) };
};
