import { CredentialsError, type CredentialProvider, type CredentialScopeRequest, type Session } from '@valetkey/core';
import { identityOf } from '../tokens/identityOf.ts';
import { resolveToken, type TokenFunction } from '../tokens/resolveToken.ts';
import { callSts, type StsCall } from '../wire/callSts.ts';
import { tokenReadings } from '../wire/toStsError.ts';
import { IDENTITY_ID_VARIABLE } from './fillPolicy.ts';
import { retryWithFreshToken } from './retryWithFreshToken.ts';
import { checkRoleSession, narrowOptions, roleParameters, stsPorts, type RoleSessionOptions, type StsOptions } from './roleSession.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** What every provider takes that has a role assumed with somebody's token. */
export interface TokenRoleOptions extends RoleSessionOptions, StsOptions {
  /** The role to assume. Its trust policy must name whoever issues the token. */
  readonly roleArn: string;
  /** Says when the person behind the token changes, so that nothing of one is used for another. Default: the token's, if it is a session. */
  readonly session?: Session;
  /**
   * False where the token is the machine's own, such as that of a workload in a cluster: all requests of a server may then share
   * the credentials. Default `true`: they are for whoever is signed in.
   */
  readonly personal?: boolean;
}

/** How one kind of token is exchanged. */
export interface TokenExchange<Options extends TokenRoleOptions> {
  readonly source: string;
  readonly tokenOf: (options: Options) => TokenFunction | Session;
  readonly parametersOf: (token: string, options: Options) => StsCall['parameters'];
}

/** Makes a provider that exchanges tokens for a role's credentials: unsigned, one call. */
export function createTokenProvider<Options extends TokenRoleOptions>(
  options: Options,
  exchange: TokenExchange<Options>,
): CredentialProvider {
  const { roleArn, policy } = options;
  const { source, tokenOf, parametersOf } = exchange;
  const token = tokenOf(options);
  checkRoleSession(roleArn, options);
  if (process.env.NODE_ENV !== 'production' && typeof token !== 'function' && typeof token?.getTokens !== 'function') {
    // A fixed token would expire, and with it all that is built on it.
    throw new CredentialsError('INVALID_OPTION', { detail: 'The token must come from a function or a session.' });
  }
  if (process.env.NODE_ENV !== 'production' && JSON.stringify(policy)?.includes(IDENTITY_ID_VARIABLE)) {
    throw new CredentialsError('POLICY_INVALID', { detail: `There is no identity pool, and so no ${IDENTITY_ID_VARIABLE}.` });
  }
  const ports = stsPorts(options);
  const session = options.session ?? (typeof token === 'function' ? undefined : token);

  const provide = retryWithFreshToken(async (request, how) => {
    const ofToken = parametersOf(await resolveToken(token, how), options);
    const parameters = { ...roleParameters(roleArn, options, policy && JSON.stringify(policy), ports), ...ofToken };
    return callSts(ports, { parameters, request, readings: tokenReadings });
  });
  return Object.assign(provide, {
    source,
    personal: options.personal ?? true,
    identity: session && identityOf(session),
    limits: { policy, policyArns: options.policyArns },
    narrow: (scope: CredentialScopeRequest) =>
      createTokenProvider(narrowOptions(options, scope), { ...exchange, source: `${source}, narrowed` }),
  });
}
