import { readOwn } from '../../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../../emulatorService.ts';
import type { Caller } from '../../gate/authenticateRequest.ts';
import { authorize } from '../../gate/authorize.ts';
import { EMULATOR_ACCOUNT_ID } from '../../iam/iamState.ts';
import type { AttributeValue } from '../attributeValue.ts';
import { DynamoDbError, validationError } from '../dynamoDbError.ts';
import type { DynamoDbTable } from '../dynamoDbState.ts';
import type { JsonObject } from '../jsonObject.ts';
import { leadingKeyText } from '../primaryKey.ts';

/** One authenticated call to DynamoDB. */
export interface DynamoDbCall {
  /** `GetItem` */
  readonly operation: string;
  readonly input: JsonObject;
  readonly caller: Caller;
  readonly context: ServiceContext;
}

/** An operation: a call in, the members of its answer out. Failures are thrown as `DynamoDbError`. */
export type DynamoDbOperation = (call: DynamoDbCall) => JsonObject;

/** How much of an item a read gives back, in DynamoDB's words. */
export type Select = 'ALL_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT';

/** What a call touches, for policies with fine-grained conditions. */
export interface Access {
  /** How much of an item a read gives back. Absent for writes. */
  readonly select?: Select;
  /** Partition key values. Absent for operations that read all, such as `Scan`. */
  readonly leadingKeys?: readonly AttributeValue[];
  /** Names of the attributes the call names. */
  readonly attributes?: readonly string[];
}

const TABLE_NAME = /^[A-Za-z0-9_.-]{3,255}$/;

/** `arn:aws:dynamodb:REGION:000000000000:table/NAME`, in the region the request was signed for. */
export function tableArn({ caller }: Pick<DynamoDbCall, 'caller'>, tableName: string): string {
  return `arn:aws:dynamodb:${caller.region}:${EMULATOR_ACCOUNT_ID}:table/${tableName}`;
}

/**
 * A table name from the wire: a name, or the table's ARN.
 * @throws DynamoDbError `ValidationException`.
 */
export function parseTableName(json: unknown): string {
  const name = typeof json === 'string' ? json.replace(/^arn:aws:dynamodb:[^:]*:[^:]*:table\//, '') : '';
  if (!TABLE_NAME.test(name)) {
    throw validationError(
      'Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, \'_\', \'-\', and \'.\'',
    );
  }
  return name;
}

/**
 * Lets the call go on when the caller may do this to the table.
 * @throws DynamoDbError `AccessDeniedException`, with AWS's sentence about the policy.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function requirePermission(call: DynamoDbCall, tableName: string, access: Access = {}): void {
  const { operation, input, caller, context } = call;
  const { ReturnValues } = input;
  const conditionKeys = {
    ...(access.leadingKeys === undefined ? {} : { 'dynamodb:LeadingKeys': access.leadingKeys.map(leadingKeyText) }),
    ...(access.attributes === undefined ? {} : { 'dynamodb:Attributes': [...new Set(access.attributes)] }),
    ...(access.select === undefined ? {} : { 'dynamodb:Select': access.select }),
    ...(typeof ReturnValues === 'string' ? { 'dynamodb:ReturnValues': ReturnValues } : {}),
  };
  const action = `dynamodb:${operation}`;
  const denial = authorize(caller, { action, resource: tableArn(call, tableName), conditionKeys }, context);
  if (denial !== undefined) throw new DynamoDbError('AccessDeniedException', denial);
}

/**
 * The table of that name.
 * @throws DynamoDbError `ResourceNotFoundException`; `AccessDeniedException` for callers who could not use it if it existed.
 */
export function requireTable(call: DynamoDbCall, json: unknown): DynamoDbTable {
  const name = parseTableName(json);
  const table = readOwn(call.context.state.dynamoDb.tables, name);
  const { region } = call.caller;
  if (table !== undefined && (table.region ?? region) === region) return table;
  requirePermission(call, name);
  throw new DynamoDbError('ResourceNotFoundException', 'Requested resource not found');
}

/** Parameters from before expressions existed, and others the emulator does not have. Ignoring one would do what was not asked. */
const UNSUPPORTED_PARAMETERS = [
  'AttributesToGet', 'AttributeUpdates', 'ConditionalOperator', 'Expected', 'IndexName', 'KeyConditions', 'QueryFilter', 'ScanFilter',
  'Segment', 'TotalSegments',
];

/**
 * Refuses what the emulator does not do, rather than pass over it.
 * @throws DynamoDbError `ValidationException`.
 */
export function refuseUnsupported(input: JsonObject): void {
  const unsupported = UNSUPPORTED_PARAMETERS.find((name) => input[name] !== undefined);
  if (unsupported !== undefined) throw validationError(`The emulator does not support the parameter ${unsupported}.`);
}

/**
 * A parameter that is one of some words.
 * @param fallback - What its absence means.
 * @throws DynamoDbError `ValidationException`.
 */
export function parseChoice<Choice extends string>(input: JsonObject, name: string, choices: readonly Choice[], fallback: Choice): Choice {
  const value = input[name] ?? fallback;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw validationError(`${name} must be one of ${choices.join(', ')}`);
  return choice;
}
