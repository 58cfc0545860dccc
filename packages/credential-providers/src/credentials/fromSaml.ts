import type { CredentialProvider } from '@valetkey/core';
import type { TokenFunction } from '../tokens/resolveToken.ts';
import { createTokenProvider, type TokenExchange, type TokenRoleOptions } from './createTokenProvider.ts';
import { checkArn } from './roleSession.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What {@link fromSaml} takes. STS names the session as the assertion says, so there is no `roleSessionName`. */
export interface SamlOptions extends Omit<TokenRoleOptions, 'roleSessionName'> {
  /** The identity provider in IAM that describes who issues the assertion: `arn:aws:iam::123456789012:saml-provider/name`. */
  readonly principalArn: string;
  /**
   * Gets a current SAML response, base64 as the identity provider posts it. Assertions expire within minutes, so it is called
   * each time credentials are obtained; `undefined` means that nobody is signed in.
   */
  readonly samlAssertion: TokenFunction;
}

const exchange: TokenExchange<SamlOptions> = {
  source: 'saml',
  tokenOf: ({ samlAssertion }) => samlAssertion,
  parametersOf: (token, { principalArn }) => ({ Action: 'AssumeRoleWithSAML', SAMLAssertion: token, PrincipalArn: principalArn, RoleSessionName: undefined }),
};

/**
 * Obtains credentials of a role for a SAML assertion: one unsigned call to STS, `AssumeRoleWithSAML`.
 *
 * The provider it returns rejects as that of `fromWebToken`.
 * @throws CredentialsError `DURATION_OUT_OF_RANGE`, `POLICY_TOO_LARGE`, `INVALID_OPTION`, or in development `POLICY_INVALID`.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
export function fromSaml(options: SamlOptions): CredentialProvider {
  if (process.env.NODE_ENV !== 'production') checkArn('principalArn', 'saml-provider', options.principalArn);
  return createTokenProvider(options, exchange);
}
