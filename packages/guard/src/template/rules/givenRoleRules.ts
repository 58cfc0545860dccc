import { possibleTexts } from '../possibleTexts.ts';
import { possibleValues } from '../possibleValues.ts';
import { unchecked, type Remark } from '../remark.ts';
import { findResource, objectOf, resourcesOf, type Template, type TemplatePath } from '../template.ts';

/** Roles that an identity pool or a group gives to people and that are not in the template: nobody here can see what they allow. */
export function givenRoleRules(template: Template): readonly Remark[] {
  return [
    ...resourcesOf(template, 'AWS::Cognito::IdentityPoolRoleAttachment').flatMap(({ properties, path }) =>
      possibleValues(properties['Roles'], template).flatMap((roles) =>
        'unknown' in roles
          ? [unchecked([...path, 'Roles'], `The roles of people were not checked: ${roles.unknown}.`)]
          : Object.entries(objectOf(roles.value)).flatMap(([kind, role]) => roleRemarks(role, [...path, 'Roles', kind], template)),
      ),
    ),
    ...resourcesOf(template, 'AWS::Cognito::UserPoolGroup').flatMap(({ properties, path }) => roleRemarks(properties['RoleArn'], [...path, 'RoleArn'], template)),
  ];
}

function roleRemarks(role: unknown, path: TemplatePath, template: Template): readonly Remark[] {
  return possibleTexts(role, template).flatMap((one) => {
    if ('unknown' in one) return [unchecked(path, `This role was not checked: ${one.unknown}.`)];
    const { text, reference } = one.value;
    const isHere = reference !== undefined && findResource(template, reference.logicalId)?.type === 'AWS::IAM::Role';
    return isHere ? [] : [unchecked(path, `This role was not checked: ${text} is not in this template.`)];
  });
}
