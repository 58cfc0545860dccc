import { finding, type TemplateFinding } from './remark.ts';
import { objectOf, type Template, type TemplateResource } from './template.ts';
import { templateRules } from './templateRules.ts';

/** Findings, and those that the template allows. */
export interface SortedFindings {
  readonly findings: readonly TemplateFinding[];
  readonly allowed: readonly (TemplateFinding & { readonly reason: string })[];
}

/** Sorts out what a resource's `Metadata.ValetKey.Allow` allows. An allowance without a reason allows nothing. */
export function applyAllowances(found: readonly TemplateFinding[], template: Template | undefined): SortedFindings {
  const allowances = new Map(template?.resources.map((resource) => [resource.logicalId, allowancesOf(resource)]));
  const reasonFor = ({ logicalId, rule }: TemplateFinding): string | undefined => allowances.get(logicalId)?.[rule];
  return {
    findings: [...found.filter((one) => reasonFor(one) === undefined), ...(template?.resources.flatMap(unexplained) ?? [])],
    allowed: found.flatMap((one) => {
      const reason = reasonFor(one);
      return reason === undefined ? [] : [{ ...one, reason }];
    }),
  };
}

function allowancesOf({ metadata }: TemplateResource): Readonly<Record<string, string>> {
  const written = Object.entries(objectOf(objectOf(metadata['ValetKey'])['Allow']));
  return Object.fromEntries(written.filter((entry): entry is [string, string] => isExplained(...entry)));
}

function unexplained({ logicalId, metadata }: TemplateResource): readonly TemplateFinding[] {
  const path = ['Resources', logicalId, 'Metadata', 'ValetKey', 'Allow'];
  return Object.entries(objectOf(objectOf(metadata['ValetKey'])['Allow']))
    .filter((entry) => !isExplained(...entry))
    .flatMap(([rule]) => {
      const what = Object.hasOwn(templateRules, rule) ? `${rule} is allowed without a reason.` : `${rule} is the name of no rule.`;
      const remark = finding('unexplained-allowance', [...path, rule], what);
      return 'finding' in remark ? [remark.finding] : [];
    });
}

function isExplained(rule: string, reason: unknown): boolean {
  return Object.hasOwn(templateRules, rule) && typeof reason === 'string' && reason.trim() !== '';
}
