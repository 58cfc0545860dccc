import type { JWTPayload } from 'jose';

/** The claim in which a token brings session tags to STS: `{ principal_tags: { KEY: ["VALUE"] }, transitive_tag_keys: ["KEY"] }`. */
export const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/** The claim in which a token brings a source identity to STS. */
export const SOURCE_IDENTITY_CLAIM = 'https://aws.amazon.com/source_identity';

/** Session tags of a token that was issued here, where each has one value. */
export function principalTagsOf(claims: JWTPayload): Readonly<Record<string, string>> {
  const claim = claims[TAGS_CLAIM] as { readonly principal_tags?: Readonly<Record<string, readonly string[]>> } | undefined;
  return Object.fromEntries(Object.entries(claim?.principal_tags ?? {}).map(([key, [value = '']]) => [key, value]));
}
