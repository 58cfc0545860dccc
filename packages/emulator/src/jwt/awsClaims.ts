/** The claim in which a token brings session tags to STS: `{ principal_tags: { KEY: ["VALUE"] }, transitive_tag_keys: ["KEY"] }`. */
export const TAGS_CLAIM = 'https://aws.amazon.com/tags';

/** The claim in which a token brings a source identity to STS. */
export const SOURCE_IDENTITY_CLAIM = 'https://aws.amazon.com/source_identity';
