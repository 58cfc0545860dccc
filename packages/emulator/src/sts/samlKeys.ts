import { encodeBase64 } from '../awsHttp/base64.ts';
import { utf8 } from '../bytes.ts';
import type { ContextKeys } from '../gate/callerContext.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { SamlAssertion } from '../saml/samlAssertion.ts';
import type { SamlProviderState } from '../saml/samlProviderState.ts';

/**
 * What policies may ask about somebody with a SAML response: `saml:aud`, `saml:sub`, and so on.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml
 */
export async function samlKeys(provider: SamlProviderState, assertion: SamlAssertion): Promise<ContextKeys> {
  return {
    'aws:FederatedProvider': provider.arn,
    'saml:aud': assertion.recipient,
    'saml:iss': assertion.issuer,
    'saml:sub': assertion.subject,
    'saml:sub_type': assertion.subjectType,
    'saml:namequalifier': await samlNameQualifier(provider),
    'saml:doc': `${EMULATOR_ACCOUNT_ID}/${provider.name}`,
  };
}

/** Tells people of the same name at two providers apart: base64 of a SHA-1 over issuer, account and provider. */
export async function samlNameQualifier({ entityId, name }: SamlProviderState): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', utf8(`${entityId}${EMULATOR_ACCOUNT_ID}/${name}`) as BufferSource);
  return encodeBase64(new Uint8Array(digest));
}
