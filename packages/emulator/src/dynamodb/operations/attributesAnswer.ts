import type { Item } from '../attributeValue.ts';
import type { JsonObject } from '../jsonObject.ts';

/** What a write answers: the attributes it was asked to return, if there are any. */
export function attributesAnswer(attributes: Item | undefined): JsonObject {
  return attributes === undefined ? {} : { Attributes: attributes };
}
