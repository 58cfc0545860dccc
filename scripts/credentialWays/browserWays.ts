import type { CredentialWay } from './credentialWay.ts';

const PROVIDERS = '@valetkey/credential-providers';
const TESTS = 'packages/credential-providers/src/credentials';

/** The browser ways, in the recommended order. */
export const browserWays: readonly CredentialWay[] = [
  {
    place: 'browser',
    way: 'Amazon Cognito Identity: people who are signed in',
    v2: 'AWS.CognitoIdentityCredentials({ IdentityPoolId, Logins })',
    ours: 'fromCognitoIdentityPool',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/identityPool.ts',
    test: { file: 'packages/credential-providers/src/userPoolSession.test.ts', name: 'a guest signs in, works for a day and signs out: every call is one that is needed' },
  },
  {
    place: 'browser',
    way: 'Amazon Cognito Identity: Login with Amazon, Facebook, Google, any OpenID Connect provider',
    v2: "AWS.CognitoIdentityCredentials({ Logins: { 'accounts.google.com': token } })",
    ours: 'fromCognitoIdentityPool',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/thirdPartyLogins.ts',
    test: { file: `${TESTS}/ways.test.ts`, name: 'a person who signed in with a third party gets credentials of the identity pool' },
  },
  {
    place: 'browser',
    way: 'Amazon Cognito Identity with a role of your choice (classic flow)',
    v2: 'AWS.CognitoIdentityCredentials({ IdentityPoolId, Logins, RoleArn })',
    ours: 'classicFlow',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/classicFlow.ts',
    test: { file: `${TESTS}/ways.test.ts`, name: 'the classic flow takes the role that the app names, under its policy, for the time asked for' },
  },
  {
    place: 'browser',
    way: 'Web federated identity',
    v2: 'AWS.WebIdentityCredentials({ RoleArn, WebIdentityToken })',
    ours: 'fromWebToken',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/webToken.ts',
    test: { file: `${TESTS}/ways.test.ts`, name: 'a token of an OpenID Connect provider takes the role that trusts it' },
  },
  {
    place: 'browser',
    way: 'Web federated identity: Login with Amazon, Facebook',
    v2: "AWS.WebIdentityCredentials({ RoleArn, WebIdentityToken, ProviderId: 'www.amazon.com' })",
    ours: 'fromWebToken',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/loginWithAmazon.ts',
    test: { file: `${TESTS}/ways.test.ts`, name: 'an opaque access token takes a role by the name of its provider' },
  },
  {
    place: 'browser',
    way: 'SAML',
    v2: 'AWS.SAMLCredentials({ RoleArn, PrincipalArn, SAMLAssertion })',
    ours: 'fromSaml',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/saml.ts',
    test: { file: `${TESTS}/fromSaml.test.ts`, name: 'sends a current assertion with every option, and no session name: the assertion has it' },
  },
  {
    place: 'browser',
    way: 'Assumed roles, one after another',
    v2: 'AWS.ChainableTemporaryCredentials({ params: { RoleArn }, masterCredentials })',
    ours: 'fromTemporaryCredentials',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/assumedRole.ts',
    test: { file: `${TESTS}/fromTemporaryCredentials.test.ts`, name: 'may have any provider as master' },
  },
  {
    place: 'browser',
    way: 'Session tokens, with an MFA code',
    v2: 'AWS.TemporaryCredentials({ SerialNumber, TokenCode })',
    ours: 'fromSessionToken',
    from: PROVIDERS,
    example: 'docs/snippets/credentials/sessionToken.ts',
    test: { file: `${TESTS}/fromSessionToken.test.ts`, name: 'with an MFA code opens what asks for one' },
  },
];
