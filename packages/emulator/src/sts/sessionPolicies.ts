import type { IamState } from '../iam/iamState.ts';
import { findManagedPolicy } from '../iam/managedPolicies.ts';
import { parsePolicyDocument } from '../iam/parsePolicyDocument.ts';
import type { PolicyDocument } from '../iam/policyDocument.ts';
import { StsError } from './stsError.ts';
import { arnLimits, readList, readText, requireText } from './stsForm.ts';

const MAX_POLICY_ARNS = 10;
const POLICY_LIMITS = { min: 1, max: 2048, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' };

/** Session policies as asked for. */
export interface SessionPolicies {
  /** `undefined`: none was asked for, and the session is not narrowed. */
  readonly documents: readonly PolicyDocument[] | undefined;
  /** What of them counts for the packed size. */
  readonly texts: readonly string[];
}

/**
 * Reads `Policy` and `PolicyArns`, which together narrow a session to what at least one of them allows.
 * @throws StsError `MalformedPolicyDocument`, `ValidationError`.
 */
export function readSessionPolicies(form: URLSearchParams, iam: IamState): SessionPolicies {
  const inline = readText(form, 'Policy', POLICY_LIMITS);
  const arns = readList(form, 'PolicyArns', MAX_POLICY_ARNS).map((member) => requireText(member, 'arn', arnLimits));
  const texts = [...(inline === undefined ? [] : [inline]), ...arns];
  if (texts.length === 0) return { documents: undefined, texts };
  const managed = arns.map((arn) => requireManagedPolicy(iam, arn));
  return { documents: [...(inline === undefined ? [] : [parseInline(inline)]), ...managed], texts };
}

function parseInline(text: string): PolicyDocument {
  const parsed = parsePolicyDocument(text);
  if ('problem' in parsed) throw new StsError('MalformedPolicyDocument', parsed.problem);
  return parsed.policy;
}

function requireManagedPolicy(iam: IamState, arn: string): PolicyDocument {
  const policy = findManagedPolicy(iam, arn);
  if (policy !== undefined) return policy;
  throw new StsError('MalformedPolicyDocument', `Policy ${arn} does not exist or is not attachable.`);
}
