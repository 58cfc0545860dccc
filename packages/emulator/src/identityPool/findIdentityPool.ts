import { readOwn } from '../awsHttp/ownProperty.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { IdentityPoolState, IdentityState } from './identityPoolState.ts';

/** The identity pool of an id. */
export function findIdentityPool(context: ServiceContext, identityPoolId: string): IdentityPoolState {
  const pool = readOwn(context.state.identityPools, identityPoolId);
  if (pool === undefined) {
    throw new CognitoError('ResourceNotFoundException', `IdentityPool '${identityPoolId}' not found.`);
  }
  return pool;
}

/** An identity with the pool it belongs to. */
export interface FoundIdentity {
  readonly pool: IdentityPoolState;
  readonly identity: IdentityState;
}

/** The identity of an id. */
export function findIdentity(context: ServiceContext, identityId: string): FoundIdentity {
  for (const pool of Object.values(context.state.identityPools)) {
    const identity = readOwn(pool.identities, identityId);
    if (identity !== undefined) return { pool, identity };
  }
  throw new CognitoError('ResourceNotFoundException', `Identity '${identityId}' not found.`);
}

/** Adds an identity to a pool: a guest's, or that of someone with logins. */
export function createIdentity(
  context: ServiceContext,
  pool: IdentityPoolState,
  logins: Readonly<Record<string, string>>,
): IdentityState {
  const id = `${pool.id.slice(0, pool.id.indexOf(':'))}:${crypto.randomUUID()}`;
  const identity: IdentityState = { id, logins: { ...logins }, createdAt: context.clock.now() };
  pool.identities[id] = identity;
  context.changed();
  return identity;
}

/** The identity one of these logins is linked to. */
export function identityOfLogins(
  pool: IdentityPoolState,
  logins: Readonly<Record<string, string>>,
): IdentityState | undefined {
  return Object.values(pool.identities).find((identity) => sharesLogin(identity, logins));
}

/** Whether an identity has at least one of these logins. */
export function sharesLogin(identity: IdentityState, logins: Readonly<Record<string, string>>): boolean {
  return Object.entries(logins).some(([provider, sub]) => identity.logins[provider] === sub);
}
