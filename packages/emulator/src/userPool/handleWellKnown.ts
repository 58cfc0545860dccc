import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { signingKeyOf } from '../jwt/signingKey.ts';
import type { UserPoolState } from './userPoolState.ts';

/** `GET /POOL/.well-known/…`: what verifiers of a user pool's tokens read. Undefined when the request is for something else. */
export async function handleWellKnown(request: Request, context: ServiceContext): Promise<Response | undefined> {
  const [, poolId = '', document] = /^\/([\w-]+)\/\.well-known\/(jwks\.json|openid-configuration)$/.exec(new URL(request.url).pathname) ?? [];
  const pool = readOwn(context.state.userPools, poolId);
  if (request.method !== 'GET' || pool === undefined) return undefined;
  return document === 'jwks.json' ? answerJwks(pool, context) : answerConfiguration(pool, request);
}

async function answerJwks(pool: UserPoolState, context: ServiceContext): Promise<Response> {
  const { publicJwk } = await signingKeyOf(pool, context.changed, 'RS256');
  return Response.json({ keys: [publicJwk] });
}

function answerConfiguration(pool: UserPoolState, request: Request): Response {
  return Response.json({
    issuer: pool.issuer,
    jwks_uri: `${new URL(request.url).origin}/${pool.id}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
  });
}
