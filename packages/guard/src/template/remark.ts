import { templateRules, type TemplateRule } from './templateRules.ts';
import type { TemplatePath } from './template.ts';

/** Something in a template that should be otherwise. */
export interface TemplateFinding {
  readonly rule: TemplateRule;
  /** The resource it is in. */
  readonly logicalId: string;
  /** Where: `['Resources', 'SignedInRole', 'Properties', …]`. */
  readonly path: TemplatePath;
  /** What is there, in a sentence. */
  readonly what: string;
  /** What can happen because of it. */
  readonly why: string;
  readonly fix: string;
}

/** Something that a rule could not decide, because the template does not say it. */
export interface UncheckedPart {
  readonly logicalId: string;
  readonly path: TemplatePath;
  /** What was not checked and why, in a sentence. */
  readonly what: string;
}

/** What a rule has to say: a finding, or that it could not look. */
export type Remark = { readonly finding: TemplateFinding } | { readonly unchecked: UncheckedPart };

/** A remark that a rule is broken. */
export function finding(rule: TemplateRule, path: TemplatePath, what: string): Remark {
  return { finding: { rule, logicalId: logicalIdOf(path), path, what, ...templateRules[rule] } };
}

/** A remark that something was not checked. */
export function unchecked(path: TemplatePath, what: string): Remark {
  return { unchecked: { logicalId: logicalIdOf(path), path, what } };
}

/** A path as text: `Resources.SignedInRole.Properties.Policies[0]`. */
export function formatPath(path: TemplatePath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function logicalIdOf([, logicalId]: TemplatePath): string {
  return logicalId === undefined ? '' : String(logicalId);
}
