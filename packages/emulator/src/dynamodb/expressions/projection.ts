import { readOwn, writeOwn } from '../../awsHttp/ownProperty.ts';
import type { AttributeValue, Item } from '../attributeValue.ts';
import { checkNoOverlap, childOf, parseDocumentPath, type DocumentPath } from './documentPath.ts';
import type { ExpressionReader } from './expressionReader.ts';

/**
 * Parses a projection: paths separated by commas.
 * @throws DynamoDbError `ValidationException`.
 */
export function parseProjection(reader: ExpressionReader): readonly DocumentPath[] {
  const paths = [parseDocumentPath(reader)];
  while (reader.takeIf(',')) paths.push(parseDocumentPath(reader));
  reader.expectEnd();
  checkNoOverlap(reader, paths);
  return paths;
}

/** The part of a value that some paths reach; `undefined` when they reach nothing. */
function projectValue(value: AttributeValue, rests: readonly (readonly (string | number)[])[]): AttributeValue | undefined {
  if (rests.some((rest) => rest.length === 0)) return value;
  const segments = [...new Set(rests.map(([segment]) => segment))];
  const children = segments.flatMap((segment) => {
    const child = segment === undefined ? undefined : childOf(value, segment);
    const below = rests.filter(([first]) => first === segment).map((rest) => rest.slice(1));
    const projected = child === undefined ? undefined : projectValue(child, below);
    return segment === undefined || projected === undefined ? [] : [{ segment, projected }];
  });
  if (children.length === 0) return undefined;
  if ('L' in value) {
    // Elements close up, in the order of the list.
    const ordered = children.toSorted((one, other) => Number(one.segment) - Number(other.segment));
    return { L: ordered.map(({ projected }) => projected) };
  }
  return { M: Object.fromEntries(children.map(({ segment, projected }) => [segment, projected])) };
}

/** The part of an item that some paths reach. */
export function projectItem(item: Item, paths: readonly DocumentPath[]): Item {
  const projected: Record<string, AttributeValue> = {};
  for (const attribute of new Set(paths.map(([name]) => name))) {
    const value = readOwn(item, attribute);
    const below = paths.filter(([name]) => name === attribute).map(([, ...rest]) => rest);
    const part = value === undefined ? undefined : projectValue(value, below);
    if (part !== undefined) writeOwn(projected, attribute, part);
  }
  return projected;
}
