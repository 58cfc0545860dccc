import { possibleConditions } from '../conditionEntries.ts';
import { peopleRoles, type PeopleRole } from '../peopleRoles.ts';
import { permissionsOf, roleGiven, strayPolicies, type ForeignPolicy } from '../permissions.ts';
import { mayBe } from '../possibleFlag.ts';
import { possibleValues, referenceOf } from '../possibleValues.ts';
import { finding, unchecked, type Remark } from '../remark.ts';
import { findResource, objectOf, resourcesOf, type Template, type TemplateResource } from '../template.ts';
import { admitsGuests } from './judgeLogin.ts';
import { judgeGuestPermission, judgePermission } from './judgePermission.ts';

/** Which role of which pool guests get. */
interface GuestAttachment {
  readonly poolId: string | undefined;
  readonly roleId: string;
}

/** What the roles of people allow, and whether guests get one that allows much. */
export function permissionRules(template: Template): readonly Remark[] {
  const attachments = guestAttachments(template);
  const judged = peopleRoles(template).map((role) => ({ role, remarks: roleRemarks(role, isForGuests(role, attachments, template), template) }));
  const broad = new Set(judged.filter(({ remarks }) => remarks.some((remark) => 'finding' in remark)).map(({ role }) => role.resource.logicalId));
  return [
    ...judged.flatMap(({ remarks }) => remarks),
    ...resourcesOf(template, 'AWS::Cognito::IdentityPool').flatMap((pool) => guestRemarks(pool, attachments, broad, template)),
    ...strayPolicies(template),
  ];
}

function roleRemarks({ resource }: PeopleRole, forGuests: boolean, template: Template): readonly Remark[] {
  const { statements, remarks, foreign } = permissionsOf(resource, template);
  return [
    ...statements.flatMap((statement) => {
      const found = judgePermission(statement, template);
      const isBroad = found.some((remark) => 'finding' in remark);
      return forGuests && !isBroad ? [...found, ...judgeGuestPermission(statement, template)] : found;
    }),
    ...foreign.map(foreignRemark),
    ...remarks,
  ];
}

function foreignRemark({ arn, path }: ForeignPolicy): Remark {
  const isBroad = /^arn:[^:]*:iam::aws:policy\/.*(?:FullAccess|ReadOnlyAccess|AdministratorAccess|PowerUser|PowerUserAccess)(?:_v\d+)?$/.test(arn);
  if (isBroad) return finding('broad-managed-policy', path, `${arn} is attached to a role of people.`);
  return unchecked(path, `${arn} was not checked: what it allows is not in this template.`);
}

function isForGuests({ resource, trust }: PeopleRole, attachments: readonly GuestAttachment[], template: Template): boolean {
  const byTrust = trust
    .flatMap((statement) => possibleConditions(statement, template))
    .some(({ entries }) => entries.some((entry) => entry.key.endsWith(':amr') && admitsGuests(entry, template)));
  return byTrust || attachments.some(({ roleId }) => roleId === resource.logicalId);
}

function guestAttachments(template: Template): readonly GuestAttachment[] {
  return resourcesOf(template, 'AWS::Cognito::IdentityPoolRoleAttachment').flatMap(({ properties }) => {
    const poolId = referenceOf(properties['IdentityPoolId'])?.logicalId;
    return possibleValues(properties['Roles'], template)
      .flatMap((roles) => ('value' in roles ? roleGiven(objectOf(roles.value)['unauthenticated'], template) : []))
      .map((roleId) => ({ poolId, roleId }));
  });
}

function guestRemarks(pool: TemplateResource, attachments: readonly GuestAttachment[], broad: ReadonlySet<string>, template: Template): readonly Remark[] {
  const here = [...pool.path, 'AllowUnauthenticatedIdentities'];
  const guests = mayBe(pool.properties['AllowUnauthenticatedIdentities'], 'true', template, 'false');
  if (guests === undefined) return [unchecked(here, 'Whether guests are let in is known only when it is deployed.')];
  if (!guests) return [];
  const roles = attachments.filter(({ poolId, roleId }) => poolId === pool.logicalId && findResource(template, roleId) !== undefined);
  if (roles.length === 0) return [unchecked(here, 'Guests may be let in, and their role is not in this template.')];
  return [...new Set(roles.map(({ roleId }) => roleId))]
    .filter((roleId) => broad.has(roleId))
    .map((roleId) => finding('guests-with-broad-role', here, `Guests may be let in, and ${roleId} gives them much.`));
}
