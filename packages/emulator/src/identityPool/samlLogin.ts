import type { VerifiedLogin } from '../loginProviders/verifyLoginToken.ts';
import type { SamlAssertion } from '../saml/samlAssertion.ts';
import { attributeNames } from '../saml/samlNames.ts';

/**
 * Somebody who signed in by SAML, as role mappings and attributes for access control see them: attributes are claims, and
 * the roles a response offers under this provider are the roles of the token.
 */
export function samlLogin({ subject, recipient, attributes }: SamlAssertion, providerArn: string): VerifiedLogin {
  const roles = (attributes[attributeNames.role] ?? [])
    .map((pair) => pair.split(',').map((arn) => arn.trim()))
    .filter((pair) => pair.includes(providerArn))
    .flatMap((pair) => pair.filter((arn) => arn !== providerArn));
  const claims = Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
  return { subject, audience: recipient, claims: { ...claims, sub: subject, 'cognito:roles': roles } };
}
