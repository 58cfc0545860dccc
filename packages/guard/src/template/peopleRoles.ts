import { matchesWildcards } from './matchesWildcards.ts';
import { policyStatements, type FoundStatement } from './policyStatements.ts';
import { possibleTexts, type TemplateText } from './possibleTexts.ts';
import { possibleValues, type Possible } from './possibleValues.ts';
import type { Remark } from './remark.ts';
import { isJsonObject, resourcesOf, type Template, type TemplateResource } from './template.ts';

/** A role that people get credentials of, from an identity pool. */
export interface PeopleRole {
  readonly resource: TemplateResource;
  /** The statements that let them take it. */
  readonly trust: readonly FoundStatement[];
}

/** Whom a statement of a trust policy lets take the role. */
export interface Trusted {
  /** Identities of Cognito identity pools. */
  readonly identities: boolean;
  /** Anybody at all. */
  readonly anybody: boolean;
  /** Why some of it is not known. */
  readonly unknown: readonly string[];
}

/** The roles that trust Amazon Cognito identity pools. */
export function peopleRoles(template: Template): readonly PeopleRole[] {
  return resourcesOf(template, 'AWS::IAM::Role').flatMap((resource) => {
    const trust = trustOf(resource, template).statements.filter(
      ({ statement }) => takesRole(statement, template) && trustedBy(statement, template).identities,
    );
    return trust.length === 0 ? [] : [{ resource, trust }];
  });
}

/** The statements of a role's trust policy that allow something. */
export function trustOf({ properties, path }: TemplateResource, template: Template): { readonly statements: readonly FoundStatement[]; readonly remarks: readonly Remark[] } {
  const { statements, remarks } = policyStatements(properties['AssumeRolePolicyDocument'], [...path, 'AssumeRolePolicyDocument'], template);
  return { statements: statements.filter(({ statement }) => allows(statement, template)), remarks };
}

/** Whether a statement may allow something. */
export function allows(statement: FoundStatement['statement'], template: Template): boolean {
  return possibleTexts(statement['Effect'], template).some((effect) => 'unknown' in effect || effect.value.text === 'Allow');
}

/** Whom a statement trusts. What is not known may be identities, never anybody. */
export function trustedBy(statement: FoundStatement['statement'], template: Template): Trusted {
  if ('NotPrincipal' in statement) return { identities: true, anybody: true, unknown: [] };
  const principals = possibleValues(statement['Principal'], template);
  const named = (type: string) =>
    principals.flatMap((principal) => ('value' in principal && isJsonObject(principal.value) ? possibleTexts(principal.value[type], template) : []));
  const federated = named('Federated');
  const unknown = [...principals, ...federated, ...named('AWS')].flatMap((one) => ('unknown' in one ? one.unknown : []));
  const anybody = principals.some((one) => 'value' in one && one.value === '*') || [...federated, ...named('AWS')].some((one) => textOf(one) === '*');
  // In other partitions the name goes on differently.
  const identities = anybody || unknown.length > 0 || federated.some((one) => textOf(one).startsWith('cognito-identity'));
  return { anybody, identities, unknown };
}

/** The login providers, other than Cognito identity pools, whose tokens a statement takes: `accounts.google.com`. In lower case, as keys of conditions are. */
export function loginProviders(statement: FoundStatement['statement'], template: Template): readonly string[] {
  if (!takesRole(statement, template)) return [];
  return possibleValues(statement['Principal'], template)
    .flatMap((principal) => ('value' in principal && isJsonObject(principal.value) ? possibleTexts(principal.value['Federated'], template) : []))
    .map((one) => textOf(one).replace(/^.*:oidc-provider\//, '').toLowerCase())
    .filter((name) => name !== '' && name !== '*' && !name.startsWith('cognito-identity') && !name.includes(':saml-provider/'));
}

function textOf(possible: Possible<TemplateText>): string {
  return 'value' in possible ? possible.value.text : '';
}

function takesRole(statement: FoundStatement['statement'], template: Template): boolean {
  if ('NotAction' in statement) return true;
  return possibleTexts(statement['Action'], template).some(
    (action) => 'unknown' in action || matchesWildcards('sts:assumerolewithwebidentity', action.value.text.toLowerCase()),
  );
}
