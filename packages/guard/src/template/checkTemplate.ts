import { applyAllowances } from './applyAllowances.ts';
import { finding, type TemplateFinding, type UncheckedPart } from './remark.ts';
import { bucketRules } from './rules/bucketRules.ts';
import { clientRules } from './rules/clientRules.ts';
import { givenRoleRules } from './rules/givenRoleRules.ts';
import { identityPoolRules } from './rules/identityPoolRules.ts';
import { keyRules } from './rules/keyRules.ts';
import { permissionRules } from './rules/permissionRules.ts';
import { trustRules } from './rules/trustRules.ts';
import { uncheckedRules } from './rules/uncheckedRules.ts';
import { openTemplate } from './template.ts';

/** What was found in a template. */
export interface TemplateReport {
  /** What should be otherwise. Nothing: the template keeps every rule, as far as it could be checked. */
  readonly findings: readonly TemplateFinding[];
  /** What could not be checked, because the template does not say it. */
  readonly unchecked: readonly UncheckedPart[];
  /** Findings that the template itself allows, each with its reason. */
  readonly allowed: readonly (TemplateFinding & { readonly reason: string })[];
}

const RULES = [trustRules, permissionRules, givenRoleRules, identityPoolRules, clientRules, keyRules, bucketRules, uncheckedRules] as const;

/**
 * Checks what a template gives people in browsers: who may take the roles, what these allow, how sign-ins end, and that nothing
 * has keys without an end. It decides for the worst of what a parameter or `Fn::If` may bring, and says what it cannot see.
 * A finding is allowed by `Metadata: { ValetKey: { Allow: { RULE: the reason } } }` of its resource.
 * @param template - CloudFormation as JSON: from `parseTemplate`, `cdk synth`, SAM or Amplify; or one role as IAM's `GetRole` gives it.
 * @returns Never throws: what is no template at all is a finding.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function checkTemplate(template: unknown): TemplateReport {
  const opened = openTemplate(template);
  const remarks = opened === undefined ? [finding('not-a-template', [], 'There are no resources in it.')] : RULES.flatMap((rule) => rule(opened));
  const { findings, allowed } = applyAllowances(distinct(remarks.flatMap((remark) => ('finding' in remark ? remark.finding : []))), opened);
  return { findings, allowed, unchecked: distinct(remarks.flatMap((remark) => ('unchecked' in remark ? remark.unchecked : []))) };
}

/** Two rules may say the same of a place, and one the same of both branches of a condition. */
function distinct<Part extends UncheckedPart>(parts: readonly Part[]): readonly Part[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}
