import type { EmulatorState } from './emulatorState.ts';
import { signingKeyOf } from './jwt/signingKey.ts';

/** Makes the keys of whoever is going to sign tokens: user pools, identity pools outside the enhanced flow, login providers. */
export async function prepareKeys(state: EmulatorState, changed: () => void): Promise<void> {
  const issuesTokens = Object.values(state.identityPools).some((pool) => pool.allowClassicFlow === true || pool.developerProvider !== undefined);
  const providers = Object.values(state.loginProviders)
    .filter((provider) => provider.kind === 'openId')
    .filter((provider) => provider.jwks === undefined);
  const samlProviders = Object.values(state.samlProviders).filter(({ certificates }) => certificates === undefined);
  await Promise.all([
    ...Object.values(state.userPools).map((pool) => signingKeyOf(pool, changed, 'RS256')),
    ...(issuesTokens ? [signingKeyOf(state.identityPoolKey, changed, 'RS512')] : []),
    ...[...providers, ...samlProviders].map((provider) => signingKeyOf(provider, changed, 'RS256')),
  ]);
}
