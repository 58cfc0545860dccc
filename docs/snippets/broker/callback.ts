import type { HandedTokens } from '@valetkey/server';
import { broker } from './broker.ts';

/** The end of an OAuth redirect: the server has checked `state` and redeemed the code itself. */
export function finishSignIn(request: Request, tokens: HandedTokens): Promise<Response> {
  return broker.signIn(request, tokens, new Response(null, { status: 303, headers: { location: '/' } }));
}
