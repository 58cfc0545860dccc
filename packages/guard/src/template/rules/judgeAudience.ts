import type { ConditionEntry } from '../conditionEntries.ts';
import { possibleTexts, type TemplateText } from '../possibleTexts.ts';
import { findResource, resourcesOf, type Template } from '../template.ts';
import type { TemplateRule } from '../templateRules.ts';

/** What a line of a condition is worth: it binds, it does not and why, or that cannot be said. */
export type Judgement = { readonly binds: true } | { readonly rule: TemplateRule; readonly what: string } | { readonly unknown: string };

/** Operators that compare texts, and do not ask for the opposite. */
export const COMPARES_TEXTS: RegExp = /^String(?:Equals|EqualsIgnoreCase|Like)$/;

/**
 * Whether a line about `aud` lets in the people of this template's identity pools alone.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function judgeAudience({ operator, qualifier, ifExists, value }: ConditionEntry, template: Template): Judgement {
  if (!COMPARES_TEXTS.test(operator)) return { rule: 'trust-audience', what: `aud is compared with ${operator}, which does not say which identity pool is trusted.` };
  if (ifExists || qualifier === 'ForAllValues') return { rule: 'trust-audience', what: 'aud is compared only where a token has one.' };
  const pools = possibleTexts(value, template).map((possible) => ('unknown' in possible ? possible : judgePool(possible.value, operator, template)));
  const [problem] = pools.flatMap((one) => ('rule' in one ? [one] : []));
  const [unknown] = pools.flatMap((one) => ('unknown' in one ? [{ unknown: one.unknown }] : []));
  return problem ?? unknown ?? { binds: true };
}

function judgePool({ text, reference }: TemplateText, operator: string, template: Template): Judgement {
  if (reference !== undefined) {
    const type = findResource(template, reference.logicalId)?.type;
    if (type === 'AWS::Cognito::IdentityPool') return { binds: true };
    return { rule: 'trust-other-pool', what: `aud is ${text}, which is ${type === undefined ? 'not in this template' : `of type ${type}`} and no identity pool.` };
  }
  if (operator === 'StringLike' && /[*?]/.test(text)) return { rule: 'trust-audience', what: `aud may be ${text}, so it names no identity pool.` };
  const hasPool = resourcesOf(template, 'AWS::Cognito::IdentityPool').length > 0;
  return hasPool ? { rule: 'trust-other-pool', what: `aud is written as ${text}, and not as the identity pool of this template.` } : { binds: true };
}
