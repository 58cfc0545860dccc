import { createCredentialStore } from '@valetkey/core';
import { fromTokenFile } from '@valetkey/credential-providers/node';

/** Kubernetes says in AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN where the token is and whose role it opens. */
export const credentials = createCredentialStore({
  provider: fromTokenFile({ roleSessionName: 'album', clientConfig: { region: 'eu-west-1' } }),
});
