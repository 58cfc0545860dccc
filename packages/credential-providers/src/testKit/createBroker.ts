import type { CredentialScopeRequest } from '@valetkey/core';
import { fromTemporaryCredentials } from '../credentials/fromTemporaryCredentials.ts';
import { account } from './account.ts';
import type { World } from './createWorld.ts';

/** A small credential broker: it knows people by a bearer token, and takes a role of the emulated account for them. */
export interface Broker {
  /** The page's network, in which the broker answers at any path of `broker.example.com` and of the page's own host. */
  readonly fetch: typeof fetch;
  /** Every request so far, oldest first. */
  readonly requests: readonly { readonly url: string; readonly headers: Headers; readonly init: RequestInit | undefined }[];
  /** Answers in the place of the broker from now on, until called with `undefined`. */
  readonly answerInstead: (answer: (() => Response) | undefined) => void;
  /** Accepts this bearer token, in the place of the one before. */
  readonly acceptToken: (token: string) => void;
}

/** Makes a broker of a world whose emulator has the prepared account. It reads scopes in `?scope=`. */
export function createBroker({ emulator, clock }: World): Broker {
  const requests: { url: string; headers: Headers; init: RequestInit | undefined }[] = [];
  let instead: (() => Response) | undefined;
  let accepted = 'token-1';

  async function answer(request: Request): Promise<Response> {
    if (request.headers.get('authorization') !== `Bearer ${accepted}`) return Response.json({ Code: 'Unauthorized' }, { status: 401 });
    const text = new URL(request.url).searchParams.get('scope');
    const scope = text === null ? {} : (JSON.parse(text) as CredentialScopeRequest);
    const provide = fromTemporaryCredentials({
      masterCredentials: async () => ({ ...account.keys }),
      params: {
        RoleArn: scope.roleArn ?? account.roles.account,
        Policy: scope.policy,
        PolicyArns: scope.policyArns?.map((arn) => ({ arn })),
        DurationSeconds: scope.durationSeconds,
      },
      region: 'eu-west-1',
      clock,
      environment: { ...serverEnvironment, fetch: (input, init) => emulator.handle(new Request(input, init)) },
    });
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provide();
    return Response.json(
      { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, Expiration: expiration?.toISOString(), Scoped: text !== null },
      { headers: { 'cache-control': 'no-store', date: new Date(emulator.clock.now()).toUTCString() } },
    );
  }

  return {
    async fetch(input, init) {
      const request = new Request(input instanceof Request ? input : new URL(input, 'https://page.example.com'), init);
      request.signal.throwIfAborted();
      requests.push({ url: request.url, headers: request.headers, init });
      return instead?.() ?? answer(request);
    },
    requests,
    answerInstead(next) {
      instead = next;
    },
    acceptToken(token) {
      accepted = token;
    },
  };
}

const serverEnvironment = {
  isServer: true,
  crypto: globalThis.crypto,
  isVisible: () => true,
  onWake: () => () => undefined,
  random: () => 0,
};
