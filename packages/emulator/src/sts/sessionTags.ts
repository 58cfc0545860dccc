import { StsError } from './stsError.ts';
import { readList, requireText, type TextLimits } from './stsForm.ts';

/** Tags of a session. */
export interface SessionTags {
  /** Tag key → value. */
  readonly all: Readonly<Record<string, string>>;
  /** Those that stay with whoever assumes another role from the session. */
  readonly transitive: Readonly<Record<string, string>>;
}

/** A session without tags of its own. */
export const noTags: SessionTags = { all: {}, transitive: {} };

const MAX_TAGS = 50;
const CHARACTERS = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';
const keyLimits: TextLimits = { min: 1, max: 128, pattern: `${CHARACTERS}+` };
const valueLimits: TextLimits = { min: 0, max: 256, pattern: `${CHARACTERS}*` };

/**
 * Reads `Tags` and `TransitiveTagKeys`, and adds what the caller's session passes on.
 * @throws StsError `ValidationError`, `InvalidParameterValue`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function readSessionTags(form: URLSearchParams, inherited: SessionTags['transitive']): SessionTags {
  const tags = readList(form, 'Tags', MAX_TAGS).map(
    (member) => [requireText(member, 'Key', keyLimits), requireText(member, 'Value', valueLimits)] as const,
  );
  const transitiveKeys = readList(form, 'TransitiveTagKeys', MAX_TAGS).map((member) => requireText(member, '', keyLimits));
  return combineTags(tags, transitiveKeys, inherited);
}

/**
 * Puts tags together.
 * @throws StsError `InvalidParameterValue` for keys that are reserved, given twice, or set by the caller's session for good.
 */
export function combineTags(
  tags: readonly (readonly [key: string, value: string])[],
  transitiveKeys: readonly string[],
  inherited: SessionTags['transitive'],
): SessionTags {
  const keys = tags.map(([key]) => key.toLowerCase());
  if (keys.some((key) => key.startsWith('aws:'))) throw invalid('Tag keys may not begin with aws:.');
  if (new Set(keys).size < keys.length) {
    throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  if (Object.keys(inherited).some((key) => keys.includes(key.toLowerCase()))) {
    throw invalid("One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
  }
  const isTransitive = ([key]: readonly [string, string]) => transitiveKeys.some((name) => name.toLowerCase() === key.toLowerCase());
  if (transitiveKeys.some((name) => !keys.includes(name.toLowerCase()))) {
    throw invalid('The specified transitive tag key must be included in the requested tags.');
  }
  return {
    all: { ...inherited, ...Object.fromEntries(tags) },
    transitive: { ...inherited, ...Object.fromEntries(tags.filter(isTransitive)) },
  };
}

function invalid(message: string): StsError {
  return new StsError('InvalidParameterValue', message);
}
