import type { Item } from './attributeValue.ts';

/** Part of a primary key, in the spelling of `CreateTable`. */
export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

/** The type of a key attribute. */
export interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: 'S' | 'N' | 'B';
}

/** A table and its items. */
export interface DynamoDbTable {
  readonly name: string;
  /** Calls signed for another one do not find the table. Absent: it is in every region. */
  readonly region?: string;
  readonly keySchema: readonly KeySchemaElement[];
  readonly attributeDefinitions: readonly AttributeDefinition[];
  /** Epoch ms. */
  readonly createdAt: number;
  /** Items by the canonical text of their key. */
  readonly items: Record<string, Item>;
}

/** Tables by name. */
export interface DynamoDbState {
  readonly tables: Record<string, DynamoDbTable>;
}

/** A table to create. */
export interface DynamoDbTableOptions {
  readonly name: string;
  /** Calls signed for another one do not find the table. Default: it is in every region. */
  readonly region?: string;
  readonly keySchema: readonly KeySchemaElement[];
  readonly attributeDefinitions: readonly AttributeDefinition[];
  /** Epoch ms. Default 0. */
  readonly createdAt?: number;
}

/** Empty tables. */
export function createDynamoDbState(tables: readonly DynamoDbTableOptions[] = []): DynamoDbState {
  return {
    tables: Object.fromEntries(tables.map((options) => [options.name, { createdAt: 0, ...options, items: {} }])),
  };
}
