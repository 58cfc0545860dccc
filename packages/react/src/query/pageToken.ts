import { hasSameContent } from '../observe/hasSameContent.ts';

/**
 * How a paginated operation passes on where it has got to, by the names its documentation and the SDK's paginators use:
 * `{ in: 'ContinuationToken', out: 'NextContinuationToken' }` for `ListObjectsV2Command`,
 * `{ in: 'ExclusiveStartKey', out: 'LastEvaluatedKey' }` for DynamoDB's `QueryCommand` and `ScanCommand`.
 */
export type PageToken<Input, Output> = {
  readonly [In in keyof Input & string]-?: {
    /** Member of the input that says where a page begins. */
    readonly in: In;
    /** Member of the output that says where the next page begins, or a function that reads it off a page. */
    readonly out: MemberOf<Output, Input[In]> | ((page: Output) => Input[In] | undefined);
  };
}[keyof Input & string];

/** The names of the members that a token of this type fits. */
type MemberOf<Output, Token> = {
  [Out in keyof Output & string]-?: NonNullable<Output[Out]> extends NonNullable<Token> ? Out : never;
}[keyof Output & string];

/** The input of one page: `token` is `undefined` for the first, which begins where the input says. */
export function inputOfPage<Input extends object>(input: Input, pageToken: { readonly in: string }, token: unknown): Input {
  return token === undefined ? input : { ...input, [pageToken.in]: token };
}

/**
 * Where the page after this one begins; `undefined` when there is none. Like the SDK's paginators it takes an empty token
 * for the end, and a token that the page itself was asked with, which would be asked without end.
 */
export function nextTokenOf<Output>(page: Output, pageToken: { readonly out: unknown }, token: unknown): unknown {
  const { out } = pageToken;
  const next: unknown = typeof out === 'function' ? (out as (page: Output) => unknown)(page) : page[out as keyof Output];
  const isEmpty = !next || (typeof next === 'object' && Object.keys(next).length === 0);
  return isEmpty || hasSameContent(next, token) ? undefined : next;
}
