import { readOwn } from '../../awsHttp/ownProperty.ts';
import type { AttributeValue, Item } from '../attributeValue.ts';
import type { ExpressionReader } from './expressionReader.ts';

/** `album.photos[2].title` as `['album', 'photos', 2, 'title']`. */
export type DocumentPath = readonly [attribute: string, ...rest: (string | number)[]];

/** Reads a path from an expression. */
export function parseDocumentPath(reader: ExpressionReader): DocumentPath {
  const attribute = reader.takePathStart();
  const rest: (string | number)[] = [];
  for (;;) {
    if (reader.takeIf('.')) {
      rest.push(reader.takeAttributeName());
    } else if (reader.takeIf('[')) {
      const index = reader.peek() ?? '';
      if (!/^\d+$/.test(index)) throw reader.failHere();
      rest.push(Number(reader.take()));
      reader.expect(']');
    } else {
      return [attribute, ...rest];
    }
  }
}

/** What lies at the next segment of a path within a value. */
export function childOf(value: AttributeValue, segment: string | number): AttributeValue | undefined {
  if (typeof segment === 'number') return 'L' in value ? value.L[segment] : undefined;
  return 'M' in value ? readOwn(value.M, segment) : undefined;
}

/** What lies at a path in an item. */
export function resolvePath(item: Item, [attribute, ...rest]: DocumentPath): AttributeValue | undefined {
  return rest.reduce<AttributeValue | undefined>(
    (value, segment) => (value === undefined ? undefined : childOf(value, segment)),
    readOwn(item, attribute),
  );
}

/** `[album, photos, [2], title]`: how DynamoDB writes a path in its messages. */
export function formatPath(path: DocumentPath): string {
  return `[${path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : segment)).join(', ')}]`;
}

/**
 * Checks that no path contains another, or is the same.
 * @throws DynamoDbError `ValidationException`.
 */
export function checkNoOverlap(reader: ExpressionReader, paths: readonly DocumentPath[]): void {
  for (const [index, one] of paths.entries()) {
    for (const other of paths.slice(0, index)) {
      const overlaps = one.slice(0, other.length).every((segment, at) => at >= other.length || segment === other[at]) &&
        other.slice(0, one.length).every((segment, at) => segment === one[at]);
      if (overlaps) {
        throw reader.fail(
          `Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${formatPath(other)}, path two: ${formatPath(one)}`,
        );
      }
    }
  }
}
