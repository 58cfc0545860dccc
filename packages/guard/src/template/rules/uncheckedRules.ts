import { unchecked, type Remark } from '../remark.ts';
import { objectOf, type Template, type TemplatePath } from '../template.ts';

const NESTED: ReadonlySet<string> = new Set(['AWS::CloudFormation::Stack', 'AWS::Serverless::Application', 'AWS::CloudFormation::Macro']);

/** What of a template no rule can see: nested templates, macros, resources that a loop or a macro makes, and what IAM does not tell of a role. */
export function uncheckedRules({ resources, unreadable, macros, isRoleAlone }: Template): readonly Remark[] {
  return [
    ...(isRoleAlone ? [unchecked(['Resources', 'Role', 'Properties', 'Policies'], 'What the role allows was not checked: IAM tells of a role who may take it, and not its policies.')] : []),
    ...macros.map((macro) => unchecked(['Transform'], `What the macro ${macro} makes of this template was not checked.`)),
    ...unreadable.map((path) => unchecked(path, 'This was not checked: it is no resource with a type.')),
    ...resources.flatMap(({ properties, path }) => transformsIn(properties, path)),
    ...resources.filter(({ type }) => NESTED.has(type)).map(({ path }) => unchecked(path, 'A template within the template was not checked: check its own file.')),
  ];
}

/** Where a macro adds to what is written. One that is all there is, the rules meet by themselves. */
function transformsIn(value: unknown, path: TemplatePath): readonly Remark[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => transformsIn(one, [...path, index]));
  const entries = Object.entries(objectOf(value));
  return entries.flatMap(([name, one]) =>
    name === 'Fn::Transform' && entries.length > 1 ? [unchecked(path, 'What a macro adds here was not checked.')] : transformsIn(one, [...path, name]),
  );
}
