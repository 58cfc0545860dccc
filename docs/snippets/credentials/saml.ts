import { createCredentialStore } from '@valetkey/core';
import { fromSaml } from '@valetkey/credential-providers';

/** Your page that took the identity provider's post: the SAML response, base64. */
declare function getSamlResponse(): Promise<string | undefined>;

export const credentials = createCredentialStore({
  provider: fromSaml({
    roleArn: 'arn:aws:iam::123456789012:role/staff',
    principalArn: 'arn:aws:iam::123456789012:saml-provider/company',
    samlAssertion: getSamlResponse,
    region: 'eu-west-1',
  }),
});
