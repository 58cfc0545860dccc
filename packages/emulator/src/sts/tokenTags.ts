import type { JWTPayload } from 'jose';
import { SOURCE_IDENTITY_CLAIM, TAGS_CLAIM } from '../jwt/awsClaims.ts';
import { combineTags, noTags, type SessionTags } from './sessionTags.ts';
import { StsError } from './stsError.ts';

/**
 * Session tags of a login token.
 * @throws StsError `InvalidIdentityToken`, `InvalidParameterValue`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
export function claimedTags(claims: JWTPayload): SessionTags {
  const claim = claims[TAGS_CLAIM];
  if (claim === undefined) return noTags;
  if (typeof claim !== 'object' || claim === null) throw malformed();
  const tags = 'principal_tags' in claim ? claim.principal_tags : {};
  const transitive: unknown = 'transitive_tag_keys' in claim ? claim.transitive_tag_keys : [];
  if (typeof tags !== 'object' || tags === null || !isTexts(transitive)) throw malformed();
  const pairs = Object.entries(tags as Readonly<Record<string, unknown>>).map(([key, values]) => {
    const [value, ...more] = isTexts(values) ? values : [];
    if (value === undefined || more.length > 0) throw malformed();
    return [key, value] as const;
  });
  return combineTags(pairs, transitive, {});
}

/** The source identity a login token brings along. */
export function claimedSourceIdentity(claims: JWTPayload): string | undefined {
  const value = claims[SOURCE_IDENTITY_CLAIM];
  return typeof value === 'string' ? value : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function malformed(): StsError {
  return new StsError('InvalidIdentityToken', 'The tags in the token are malformed.');
}
