import { createCredentialStore } from '@valetkey/core';
import { fromHttp } from '@valetkey/credential-providers';

export const credentials = createCredentialStore({
  provider: fromHttp({
    // Your own server, which knows the person by a cookie that no script can read.
    credentialsFullUri: '/credentials',
    // It narrows the credentials when it is asked to: /credentials?scope={"policy":…}
    scopeParameter: 'scope',
  }),
});
