import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { signingKeyOf } from '../jwt/signingKey.ts';
import { KNOWN_SCOPES } from '../managedLogin/scopes.ts';
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
  const { origin } = new URL(request.url);
  return Response.json({
    issuer: pool.issuer,
    jwks_uri: `${origin}/${pool.id}/.well-known/jwks.json`,
    authorization_endpoint: `${origin}/oauth2/authorize`,
    token_endpoint: `${origin}/oauth2/token`,
    userinfo_endpoint: `${origin}/oauth2/userInfo`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    end_session_endpoint: `${origin}/logout`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    scopes_supported: [...KNOWN_SCOPES],
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
  });
}
