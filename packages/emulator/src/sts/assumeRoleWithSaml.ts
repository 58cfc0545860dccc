import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { attributeNames } from '../saml/samlNames.ts';
import type { SamlAssertion } from '../saml/samlAssertion.ts';
import type { SamlProviderState } from '../saml/samlProviderState.ts';
import { verifySamlResponse } from '../saml/verifySamlResponse.ts';
import { issueRoleSession } from './issueRoleSession.ts';
import { requireRoleArn } from './requireAssumable.ts';
import { requireTrusting } from './requireTrusting.ts';
import { samlKeys, samlNameQualifier } from './samlKeys.ts';
import { roleSessionSeconds } from './sessionDuration.ts';
import { readSessionPolicies } from './sessionPolicies.ts';
import { combineTags, type SessionTags } from './sessionTags.ts';
import type { StsAction, StsCall } from './stsCall.ts';
import { StsError } from './stsError.ts';
import { arnLimits, requireText } from './stsForm.ts';

/**
 * `AssumeRoleWithSAML`: credentials of a role for whoever has a SAML response that names it. Nobody signs it.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
export const assumeRoleWithSaml: StsAction<StsCall> = async ({ form, context }) => {
  const roleArn = requireRoleArn(form);
  const providerArn = requireText(form, 'PrincipalArn', arnLimits);
  const response = requireText(form, 'SAMLAssertion', { min: 4, max: 100_000, sensitive: true });
  const policies = readSessionPolicies(form, context.state.iam);
  const provider = readOwn(context.state.samlProviders, providerArn);
  if (provider === undefined) throw new StsError('InvalidIdentityToken', "Specified provider doesn't exist");

  const assertion = await requireValid(context, provider, response);
  const { attributes } = assertion;
  const sessionName = requireSessionName(attributes);
  const tags = attributeTags(attributes);
  const sourceIdentity = attributes[attributeNames.sourceIdentity]?.[0];
  if (!namesRole(attributes, roleArn, providerArn)) {
    throw new StsError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithSAML', 403);
  }
  const keys = await samlKeys(provider, assertion);
  const request = { roleArn, providerNames: [providerArn], sessionName, keys, tags, sourceIdentity };
  const role = requireTrusting(context.state.iam, { ...request, action: 'sts:AssumeRoleWithSAML' });
  const durationSeconds = Math.min(roleSessionSeconds(form, role, false), secondsLeft(context, assertion));
  return {
    ...(await issueRoleSession(context, { roleArn, sessionName, durationSeconds, policies, tags, variables: keys, sourceIdentity })),
    Subject: assertion.subject,
    SubjectType: assertion.subjectType,
    Issuer: assertion.issuer,
    Audience: assertion.recipient,
    NameQualifier: await samlNameQualifier(provider),
  };
};

async function requireValid(context: ServiceContext, provider: SamlProviderState, response: string): Promise<SamlAssertion> {
  const verdict = await verifySamlResponse(context, provider, response);
  switch (verdict.kind) {
    case 'valid':
      return verdict.assertion;
    case 'malformed':
      throw new StsError('InvalidIdentityToken', verdict.reason);
    case 'wrong-issuer':
      throw new StsError('InvalidIdentityToken', 'Issuer not present in specified provider');
    case 'wrong-signature':
      throw new StsError('InvalidIdentityToken', 'Response signature invalid');
    case 'wrong-audience':
      throw new StsError('InvalidIdentityToken', 'Invalid audience or recipient in AuthnResponse');
    case 'expired':
      throw new StsError('ExpiredTokenException', 'Token must be redeemed within 5 minutes of issuance');
    default:
      return verdict satisfies never;
  }
}

function requireSessionName(attributes: SamlAssertion['attributes']): string {
  const name = attributes[attributeNames.sessionName]?.[0];
  if (name === undefined) throw new StsError('InvalidIdentityToken', 'RoleSessionName is required in AuthnResponse');
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new StsError('InvalidIdentityToken', 'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}');
  }
  return name;
}

/** Whether the response offers the role: as `ROLE_ARN,PROVIDER_ARN`, in either order. */
function namesRole(attributes: SamlAssertion['attributes'], roleArn: string, providerArn: string): boolean {
  return (attributes[attributeNames.role] ?? []).some((pair) => {
    const [first = '', second = ''] = pair.split(',').map((arn) => arn.trim());
    return (first === roleArn && second === providerArn) || (first === providerArn && second === roleArn);
  });
}

function attributeTags(attributes: SamlAssertion['attributes']): SessionTags {
  const tags = Object.entries(attributes)
    .filter(([name]) => name.startsWith(attributeNames.principalTag))
    .map(([name, [value = '']]) => [name.slice(attributeNames.principalTag.length), value] as const);
  return combineTags(tags, attributes[attributeNames.transitiveTagKeys] ?? [], {});
}

/** A session ends when the provider says that the person's session with it does. */
function secondsLeft({ clock }: ServiceContext, { sessionEndsAt }: SamlAssertion): number {
  if (sessionEndsAt === undefined) return Number.POSITIVE_INFINITY;
  const seconds = Math.floor((sessionEndsAt - clock.now()) / 1000);
  if (seconds > 0) return seconds;
  throw new StsError('ExpiredTokenException', 'The session with the identity provider has ended.');
}
