import type { AttributeValue } from '../attributeValue.ts';
import type { DocumentPath } from './documentPath.ts';

/** Something `SET` computes with. */
export type SetOperand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'ifNotExists'; readonly path: DocumentPath; readonly fallback: SetOperand }
  | { readonly kind: 'listAppend'; readonly head: SetOperand; readonly tail: SetOperand }
  | { readonly kind: 'plus' | 'minus'; readonly left: SetOperand; readonly right: SetOperand };

/** One change of an update. */
export type UpdateAction =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly operand: SetOperand }
  | { readonly kind: 'remove'; readonly path: DocumentPath }
  | { readonly kind: 'add' | 'delete'; readonly path: DocumentPath; readonly value: AttributeValue };
