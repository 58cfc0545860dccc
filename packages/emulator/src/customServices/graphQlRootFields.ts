import { Kind, parse, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** A field at the root of a query: `Query.photos`. */
export interface RootField {
  readonly type: 'Query' | 'Mutation' | 'Subscription';
  readonly field: string;
}

const types = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/**
 * The fields a GraphQL request asks for at its root, those in fragments among them.
 * @param body - `{"query","operationName"}` in JSON.
 * @returns `undefined` when it is none.
 */
export function rootFields(body: string): readonly RootField[] | undefined {
  try {
    const { query, operationName } = JSON.parse(body) as { readonly query?: unknown; readonly operationName?: unknown };
    if (typeof query !== 'string') return undefined;
    const { definitions } = parse(query);
    const operations = definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
    const fragments = definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION);
    const named = typeof operationName === 'string' ? operations.filter(({ name }) => name?.value === operationName) : operations;
    const [operation, ...more] = named;
    if (operation === undefined || more.length > 0) return undefined;
    const fields = fieldsOf(operation.selectionSet, fragments, new Set());
    return [...new Set(fields)].map((field) => ({ type: types[operation.operation], field }));
  } catch {
    return undefined;
  }
}

function fieldsOf({ selections }: SelectionSetNode, fragments: readonly FragmentDefinitionNode[], seen: ReadonlySet<string>): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, fragments, seen);
    const name = selection.name.value;
    const fragment = fragments.find((one) => one.name.value === name);
    if (fragment === undefined || seen.has(name)) throw new SyntaxError(`The fragment ${name} is missing, or contains itself.`);
    return fieldsOf(fragment.selectionSet, fragments, new Set([...seen, name]));
  });
}
