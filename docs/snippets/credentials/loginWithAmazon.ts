import { createCredentialStore } from '@valetkey/core';
import { fromWebToken } from '@valetkey/credential-providers';

/** The Login with Amazon SDK: an opaque access token. */
declare function getAmazonAccessToken(options: { forceRefresh?: boolean }): Promise<string | undefined>;

export const credentials = createCredentialStore({
  provider: fromWebToken({
    roleArn: 'arn:aws:iam::123456789012:role/album',
    webIdentityToken: getAmazonAccessToken,
    // Facebook's is 'graph.facebook.com'.
    providerId: 'www.amazon.com',
    region: 'eu-west-1',
  }),
});
