import { readOwn } from '../../awsHttp/ownProperty.ts';
import type { AttributeValue } from '../attributeValue.ts';
import { validationError } from '../dynamoDbError.ts';
import { isJsonObject, type JsonObject } from '../jsonObject.ts';
import { parseAttributeValue } from '../parseAttributeValue.ts';

/** The `#names` and `:values` of a request, which remember what was used. */
export interface Placeholders {
  /** The attribute name behind `#name`. */
  readonly name: (placeholder: string) => string | undefined;
  /** The value behind `:value`. */
  readonly value: (placeholder: string) => AttributeValue | undefined;
  /**
   * Once all expressions are read: whether there is a placeholder none of them used.
   * @throws DynamoDbError `ValidationException`.
   */
  readonly checkAllUsed: () => void;
}

function entriesOf(member: string, json: unknown): JsonObject {
  if (json === undefined) return {};
  if (!isJsonObject(json) || Object.keys(json).length === 0) throw validationError(`${member} must not be empty`);
  return json;
}

/**
 * Reads `ExpressionAttributeNames` and `ExpressionAttributeValues`.
 * @throws DynamoDbError `ValidationException` when one is malformed.
 */
export function createPlaceholders({ ExpressionAttributeNames, ExpressionAttributeValues }: JsonObject): Placeholders {
  const names = entriesOf('ExpressionAttributeNames', ExpressionAttributeNames);
  const values = Object.fromEntries(
    Object.entries(entriesOf('ExpressionAttributeValues', ExpressionAttributeValues)).map(([placeholder, json]) => [
      placeholder,
      parseAttributeValue(json),
    ]),
  );
  const used = new Set<string>();

  function checkUsed(member: string, placeholders: readonly string[]): void {
    const unused = placeholders.filter((placeholder) => !used.has(placeholder));
    if (unused.length > 0) throw validationError(`Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`);
  }

  return {
    name(placeholder) {
      used.add(placeholder);
      const name = readOwn(names, placeholder);
      return typeof name === 'string' ? name : undefined;
    },
    value(placeholder) {
      used.add(placeholder);
      return readOwn(values, placeholder);
    },
    checkAllUsed() {
      checkUsed('ExpressionAttributeNames', Object.keys(names));
      checkUsed('ExpressionAttributeValues', Object.keys(values));
    },
  };
}
