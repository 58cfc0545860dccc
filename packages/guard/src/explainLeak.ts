/** What happened, why it matters and what to do, as everywhere in this kit. */
export interface LeakExplanation {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

const why = 'Whoever can read the code, or what is built from it, can use it: minified, encoded and in source maps as well.';
const fix =
  'Deactivate and replace it in IAM, then take it out: a page gets temporary credentials (fromCognitoIdentityPool, fromHttp), ' +
  'Node.js reads them from its environment or role. If it opens nothing, say so beside it: // valetkey-allow: WHY.';

const texts: ReadonlyMap<string, LeakExplanation> = new Map([
  ['access-key-id', { what: 'An AWS access key id is hard-coded.', why, fix }],
  ['secret-access-key', { what: 'An AWS secret access key is hard-coded.', why, fix }],
  [
    'session-token',
    { what: 'An AWS session token is hard-coded.', why, fix: fix.replace('Deactivate and replace it in IAM', 'Revoke the sessions of its role in IAM') },
  ],
  [
    'environment-secret',
    {
      what: 'What a variable that is named like an AWS key holds would be published.',
      why,
      fix: 'Keep the variable out of define and out of the code of pages, and replace the key in IAM if it was published before. If it is no key, give it another name.',
    },
  ],
]);

/** Explains a rule. Those of patterns of one's own are explained in general. */
export function explainLeak(rule: string): LeakExplanation {
  return texts.get(rule) ?? { what: `This holds what the pattern ${rule} finds.`, why, fix: 'Take it out, or say beside it why it may be there: // valetkey-allow: WHY.' };
}
