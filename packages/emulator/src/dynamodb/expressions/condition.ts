import type { AttributeValue } from '../attributeValue.ts';
import type { DocumentPath } from './documentPath.ts';

/** Something a condition compares. */
export type Operand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly path: DocumentPath };

/** A comparator, as written. */
export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A parsed condition, filter or key condition. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly comparator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly candidates: readonly Operand[] }
  | { readonly kind: 'exists'; readonly path: DocumentPath }
  | { readonly kind: 'hasType'; readonly path: DocumentPath; readonly type: string }
  | { readonly kind: 'beginsWith' | 'contains'; readonly operand: Operand; readonly part: Operand };
