import { createCredentialStore } from '@valetkey/core';
import { fromTemporaryCredentials } from '@valetkey/credential-providers';
import { credentials as own } from './identityPool.ts';

export const credentials = createCredentialStore({
  provider: fromTemporaryCredentials({
    // A store, so that the person's own credentials are obtained once for both. Another provider does as well.
    masterCredentials: own,
    params: { RoleArn: 'arn:aws:iam::210987654321:role/partner', ExternalId: 'album-7', DurationSeconds: 900 },
    region: 'eu-west-1',
  }),
});
