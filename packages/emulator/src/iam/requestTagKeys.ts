import type { OneOrMany } from './policyDocument.ts';

/** What a trust policy may ask about the tags of a session to be: `aws:RequestTag/NAME`, `aws:TagKeys`. Nothing without tags. */
export function requestTagKeys(tags: Readonly<Record<string, string>>): Readonly<Record<string, OneOrMany<string>>> {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  return {
    ...Object.fromEntries(entries.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    'aws:TagKeys': entries.map(([key]) => key),
  };
}
