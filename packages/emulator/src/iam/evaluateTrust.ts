import type { IamRole } from './iamState.ts';
import { listOf } from './listOf.ts';
import type { OneOrMany, PolicyPrincipal } from './policyDocument.ts';
import { createRequestContext } from './policyPattern.ts';
import { actionCovers, statementApplies, statementsOf } from './statementApplies.ts';

/** Who asks for a role, by every name a trust policy may call them. */
export interface TrustPrincipal {
  /** `Federated`: whoever holds a login token or SAML assertion; `AWS`: whoever holds credentials. */
  readonly type: 'Federated' | 'AWS';
  /** `cognito-identity.amazonaws.com` or the ARN of a provider; or the ARNs of a user, of a role and of its session. */
  readonly names: readonly string[];
  /** The account they belong to, which may be trusted as a whole. Only with `AWS`. */
  readonly accountId?: string;
}

/** What is asked of a trust policy. */
export interface TrustRequest {
  readonly principal: TrustPrincipal;
  /** `sts:AssumeRoleWithWebIdentity` */
  readonly action: string;
  /** Condition keys: a token's claims as `cognito-identity.amazonaws.com:aud`, `…:sub`, `…:amr` (a list), or `sts:ExternalId`. */
  readonly variables: Readonly<Record<string, OneOrMany<string>>>;
}

/**
 * `named`: trusted by name, or as anyone at all. `account`: only the account is trusted, so that the principal's own policies
 * have to allow it as well. `denied`: by an explicit deny, against which no other policy helps.
 */
export type Trust = 'named' | 'account' | 'denied' | 'none';

function accountNames(accountId: string | undefined): readonly string[] {
  return accountId === undefined ? [] : [accountId, `arn:aws:iam::${accountId}:root`];
}

function principalCovers(element: PolicyPrincipal | undefined, type: string, names: readonly string[]): boolean | undefined {
  if (element === undefined) return undefined;
  const trusted = element === '*' ? ['*'] : listOf(element[type]);
  return trusted.some((name) => name === '*' || names.includes(name));
}

/**
 * How a role's trust policy sees somebody who wants to assume it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function evaluateTrust(role: Pick<IamRole, 'trustPolicy'>, { principal, action, variables }: TrustRequest): Trust {
  const context = createRequestContext(variables);
  const effectsFor = (names: readonly string[]) =>
    statementsOf(role.trustPolicy, context)
      .filter(({ statement, variables: policyVariables }) =>
        statementApplies(
          statement,
          [actionCovers(action, statement), principalCovers(statement.Principal, principal.type, names)],
          context,
          policyVariables,
        ),
      )
      .map(({ statement }) => statement.Effect);
  const everyName = [...principal.names, ...accountNames(principal.accountId)];
  const effects = effectsFor(everyName);
  if (effects.includes('Deny')) return 'denied';
  if (effectsFor(principal.names).includes('Allow')) return 'named';
  return effects.includes('Allow') ? 'account' : 'none';
}
