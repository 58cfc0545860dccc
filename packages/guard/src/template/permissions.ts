import { allows } from './peopleRoles.ts';
import { policyStatements, together, type FoundStatements } from './policyStatements.ts';
import { possibleTexts, type TemplateText } from './possibleTexts.ts';
import { possibleValues, referenceOf } from './possibleValues.ts';
import { unchecked, type Remark } from './remark.ts';
import { findResource, objectOf, resourcesOf, type Template, type TemplatePath, type TemplateResource } from './template.ts';

/** A managed policy that is not in the template. */
export interface ForeignPolicy {
  /** Its ARN. */
  readonly arn: string;
  readonly path: TemplatePath;
}

/** What a role may do. */
export interface Permissions extends FoundStatements {
  readonly foreign: readonly ForeignPolicy[];
}

// Where a policy names the roles it belongs to.
const ATTACHED_BY: Readonly<Record<string, string>> = { 'AWS::IAM::Policy': 'Roles', 'AWS::IAM::ManagedPolicy': 'Roles', 'AWS::IAM::RolePolicy': 'RoleName' };

/** The policies of a role: its own, those that are attached to it, and managed ones. */
export function permissionsOf(role: TemplateResource, template: Template): Permissions {
  const managed = managedPolicies(role, template);
  const { statements, remarks } = together([...inlinePolicies(role, template), ...attachedPolicies(role, template), managed]);
  return { statements: statements.filter(({ statement }) => allows(statement, template)), remarks, foreign: managed.foreign };
}

/** Policies that are attached to roles of another template, so that nobody here knows whose they are. */
export function strayPolicies(template: Template): readonly Remark[] {
  const roles = resourcesOf(template, 'AWS::IAM::Role');
  return policyResources(template).flatMap(({ resource, attachedTo }) =>
    possibleTexts(attachedTo, template).flatMap((name) => {
      if ('unknown' in name) return [unchecked(resource.path, `This policy was not checked: whose role it is for is not known, as ${name.unknown}.`)];
      const isHere = roles.some((role) => isMeant(role, name.value, template));
      return isHere ? [] : [unchecked(resource.path, `This policy was not checked: its role ${name.value.text} is not in this template.`)];
    }),
  );
}

function inlinePolicies({ properties, path }: TemplateResource, template: Template): readonly FoundStatements[] {
  const here = [...path, 'Policies'];
  return possibleValues(properties['Policies'], template).flatMap((possible): readonly FoundStatements[] => {
    if ('unknown' in possible) return [{ statements: [], remarks: [unchecked(here, `The policies were not checked: ${possible.unknown}.`)] }];
    return Array.isArray(possible.value) ? possible.value.flatMap((policy, index) => inlinePolicy(policy, [...here, index], template)) : [];
  });
}

function inlinePolicy(policy: unknown, path: TemplatePath, template: Template): readonly FoundStatements[] {
  return possibleValues(policy, template).map((possible) => {
    if ('unknown' in possible) return { statements: [], remarks: [unchecked(path, `This policy was not checked: ${possible.unknown}.`)] };
    if (possible.value === undefined) return { statements: [], remarks: [] };
    return policyStatements(objectOf(possible.value)['PolicyDocument'], [...path, 'PolicyDocument'], template);
  });
}

function attachedPolicies(role: TemplateResource, template: Template): readonly FoundStatements[] {
  return policyResources(template)
    .filter(({ attachedTo }) => possibleTexts(attachedTo, template).some((name) => 'value' in name && isMeant(role, name.value, template)))
    .map(({ resource }) => documentOf(resource, template));
}

/** A role is meant by reference, or by the name it is given. */
function isMeant(role: TemplateResource, { text, reference }: TemplateText, template: Template): boolean {
  if (reference !== undefined) return reference.logicalId === role.logicalId;
  return possibleTexts(role.properties['RoleName'], template).some((name) => 'value' in name && name.value.text === text);
}

function policyResources({ resources }: Template): readonly { readonly resource: TemplateResource; readonly attachedTo: unknown }[] {
  return resources.flatMap((resource) => {
    const property = Object.hasOwn(ATTACHED_BY, resource.type) ? ATTACHED_BY[resource.type] : undefined;
    return property === undefined ? [] : [{ resource, attachedTo: resource.properties[property] }];
  });
}

function documentOf({ properties, path }: TemplateResource, template: Template): FoundStatements {
  return policyStatements(properties['PolicyDocument'], [...path, 'PolicyDocument'], template);
}

function managedPolicies({ properties, path }: TemplateResource, template: Template): Permissions {
  const here = [...path, 'ManagedPolicyArns'];
  const found = possibleTexts(properties['ManagedPolicyArns'], template).map((possible): Permissions => {
    if ('unknown' in possible) return { statements: [], foreign: [], remarks: [unchecked(here, `A managed policy was not checked: ${possible.unknown}.`)] };
    const { text, reference } = possible.value;
    const own = reference === undefined ? undefined : findResource(template, reference.logicalId);
    if (own === undefined) return { statements: [], remarks: [], foreign: [{ arn: text, path: here }] };
    return { ...documentOf(own, template), foreign: [] };
  });
  return { ...together(found), foreign: found.flatMap(({ foreign }) => foreign) };
}

/** The resource that a role attachment or group gives: `!GetAtt Role.Arn`. */
export function roleGiven(value: unknown, template: Template): readonly string[] {
  return possibleValues(value, template).flatMap((possible) => ('value' in possible ? (referenceOf(possible.value)?.logicalId ?? []) : []));
}
