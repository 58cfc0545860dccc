import type { IamRole } from './iamState.ts';
import { listOf } from './listOf.ts';
import type { OneOrMany, PolicyPrincipal } from './policyDocument.ts';
import { createRequestContext } from './policyPattern.ts';
import { actionCovers, statementApplies, statementsOf } from './statementApplies.ts';

/** Who asks for a role by a login token. */
export interface TrustRequest {
  /** `cognito-identity.amazonaws.com`, or the ARN of another identity provider. */
  readonly federatedProvider: string;
  /** `sts:AssumeRoleWithWebIdentity` */
  readonly action: string;
  /** The token's claims as condition keys: `cognito-identity.amazonaws.com:aud`, `…:sub`, `…:amr` (a list). */
  readonly variables: Readonly<Record<string, OneOrMany<string>>>;
}

function principalCovers(principal: PolicyPrincipal | undefined, federatedProvider: string): boolean | undefined {
  if (principal === undefined) return undefined;
  return principal === '*' || listOf(principal['Federated']).includes(federatedProvider);
}

/**
 * Whether a role's trust policy lets the holder of a login token assume it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function isRoleTrusted(role: IamRole, { federatedProvider, action, variables }: TrustRequest): boolean {
  const context = createRequestContext(variables);
  const effects = statementsOf(role.trustPolicy, context)
    .filter(({ statement, variables: policyVariables }) =>
      statementApplies(
        statement,
        [actionCovers(action, statement), principalCovers(statement.Principal, federatedProvider)],
        context,
        policyVariables,
      ),
    )
    .map(({ statement }) => statement.Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}
