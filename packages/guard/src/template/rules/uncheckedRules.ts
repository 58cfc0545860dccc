import { unchecked, type Remark } from '../remark.ts';
import type { Template } from '../template.ts';

const NESTED: ReadonlySet<string> = new Set(['AWS::CloudFormation::Stack', 'AWS::Serverless::Application', 'AWS::CloudFormation::Macro']);

/** What of a template no rule can see: nested templates, macros, and resources that a loop or a macro makes. */
export function uncheckedRules({ resources, unreadable, macros }: Template): readonly Remark[] {
  return [
    ...macros.map((macro) => unchecked(['Transform'], `What the macro ${macro} makes of this template was not checked.`)),
    ...unreadable.map((path) => unchecked(path, 'This was not checked: it is no resource with a type.')),
    ...resources.filter(({ type }) => NESTED.has(type)).map(({ path }) => unchecked(path, 'A template within the template was not checked: check its own file.')),
  ];
}
