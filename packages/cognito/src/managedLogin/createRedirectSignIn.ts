import {
  CredentialsError,
  type Clock,
  type Environment,
  type RedirectOptions,
  type ServerClock,
  type SignInFlow,
  type SignInStep,
  type TokenSet,
} from '@valetkey/core';
import type { PageEnvironment } from '../environment.ts';
import { createStepFlow } from '../signIn/createStepFlow.ts';
import { toUser } from '../tokens/toUser.ts';
import { isSameText } from './isSameText.ts';
import { readCallback, type Callback } from './readCallback.ts';
import { redeemCode } from './redeemCode.ts';
import { putTransaction, takeTransaction, type RedirectTransaction } from './redirectTransaction.ts';
import { sameOriginPath } from './sameOriginPath.ts';
import { toBase64Url } from './toBase64Url.ts';
import { toRedirectError } from './toRedirectError.ts';

declare const process: { readonly env: { readonly NODE_ENV?: string } };

// A page that is still there so long after it was left is not going to be: somebody has pressed the browser's stop button.
const LEAVING_MS = 10_000;

const NOTHING_TO_COMPLETE = Promise.resolve<string | undefined>(undefined);

/** What signing in on other pages needs. */
export interface RedirectSignInOptions {
  /** Origin of the sign-in pages. */
  readonly pages: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** The `iss` that ID tokens must have. */
  readonly issuer: string;
  /** Where sessionStorage keeps what this tab has asked for. */
  readonly slot: string;
  /** Makes the tokens those of the session, unless `isCurrent` says that they are no longer wanted. */
  readonly adopt: (tokens: TokenSet, isCurrent: () => boolean) => Promise<void>;
  /** Ends a sign-in that was not for us. */
  readonly revoke: (tokens: TokenSet) => Promise<unknown>;
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly serverClock: ServerClock;
  readonly page: PageEnvironment;
}

/** A sign-in on other pages: the way there, and the way back. */
export interface RedirectSignIn {
  readonly signIn: SignInFlow;
  readonly signInWithRedirect: (options?: RedirectOptions) => Promise<void>;
  readonly completeSignIn: () => Promise<string | undefined>;
}

/** Sends somebody to the sign-in page, and takes up the answer that they come back with. */
export function createRedirectSignIn(options: RedirectSignInOptions): RedirectSignIn {
  const { pages, clientId, redirectUri, scopes, issuer, slot, crypto, clock, page } = options;
  const flow = createStepFlow<SignInStep>(redirectStep);
  let completing = NOTHING_TO_COMPLETE;

  return {
    signIn: {
      getSnapshot: flow.getSnapshot,
      subscribe: flow.subscribe,
      reset() {
        // What comes of it is dropped: nobody waits for it either.
        completing = NOTHING_TO_COMPLETE;
        flow.reset();
      },
      prepare: () => undefined,
    },
    signInWithRedirect,

    completeSignIn() {
      const href = page.getUrl();
      const callback = href === undefined ? undefined : readCallback(href, redirectUri);
      if (callback === undefined) return completing;
      const { origin, pathname, search } = new URL(redirectUri);
      // Before anything else: nobody else is to read the code, nor to come back to it.
      page.replaceUrl(pathname + search);
      const transaction = takeTransaction(page, slot, clock);
      const isAskedFor = transaction !== undefined && isSameText(transaction.state, callback.state);
      let returnTo = isAskedFor ? sameOriginPath(transaction.returnTo, origin) : pathname + search;
      // What looks like an answer would be taken for the next one, which ends this sign-in.
      if (readCallback(origin + returnTo, redirectUri)) returnTo = '/';
      page.replaceUrl(returnTo);

      flow.reset();
      const { step } = flow.getSnapshot();
      const attempt = flow.attempt(step, async (isCurrent) => {
        if (!isAskedFor) throw new CredentialsError('REDIRECT_REJECTED');
        const tokens = await takeUp(callback, transaction);
        await options.adopt(tokens, isCurrent);
        const { email, username } = toUser(tokens);
        return { kind: 'signed-in', username: email ?? username };
      });
      return (completing = attempt.then(() => returnTo));
    },
  };

  function redirectStep(): SignInStep {
    return { kind: 'redirect', username: undefined, submit: signInWithRedirect };
  }

  function signInWithRedirect(how?: RedirectOptions): Promise<void> {
    const { step } = flow.getSnapshot();
    return flow.attempt(step, async (isCurrent) => {
      const url = await prepare(how);
      if (isCurrent()) {
        page.leave(url);
        await comeBack();
      }
      return step;
    });
  }

  /** Remembers what is asked for, and gives the address that asks for it. */
  async function prepare({ provider, loginHint, lang, prompt, returnTo = whereWeAre() }: RedirectOptions = {}): Promise<string> {
    const { origin } = new URL(redirectUri);
    if (process.env.NODE_ENV !== 'production' && new URL(page.getUrl() ?? redirectUri).origin !== origin) {
      throw new CredentialsError('INVALID_OPTION', { detail: `This page is not of the origin of redirectUri, ${origin}: the way back would not be found.` });
    }
    const [state, nonce, codeVerifier] = [randomText(), randomText(), randomText()];
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
    const transaction: RedirectTransaction = {
      state,
      nonce,
      codeVerifier,
      returnTo: sameOriginPath(returnTo, origin),
      startedAt: clock.now(),
    };
    putTransaction(page, slot, transaction);
    const url = new URL('/oauth2/authorize', pages);
    const parameters: Readonly<Record<string, string | undefined>> = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state,
      nonce,
      code_challenge: toBase64Url(new Uint8Array(digest)),
      code_challenge_method: 'S256',
      identity_provider: provider,
      login_hint: loginHint,
      lang,
      prompt,
    };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
    return url.href;
  }

  /** 256 random bits. */
  function randomText(): string {
    return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  }

  function whereWeAre(): string {
    const { pathname, search, hash } = new URL(page.getUrl() ?? redirectUri);
    return pathname + search + hash;
  }

  function comeBack(): Promise<void> {
    return new Promise((resolve) => {
      const goOn = (): void => {
        stopListening();
        stopTimer();
        resolve();
      };
      const stopListening = page.onShow(goOn);
      const stopTimer = clock.setTimer(goOn, LEAVING_MS);
    });
  }

  /**
   * Turns the answer into tokens.
   * @throws CredentialsError `REDIRECT_REJECTED` for what was not meant for this app, or as `redeemCode`.
   */
  async function takeUp({ code, error, issuer: sender }: Callback, { nonce, codeVerifier }: RedirectTransaction): Promise<TokenSet> {
    if (sender !== undefined && sender !== issuer) throw new CredentialsError('REDIRECT_REJECTED');
    if (error !== undefined || code === undefined) throw toRedirectError(error ?? '');
    const { environment, serverClock } = options;
    const tokens = await redeemCode({
      endpoint: `${pages}/oauth2/token`,
      clientId,
      redirectUri,
      code,
      codeVerifier,
      clock,
      environment,
      serverClock,
    });
    const { iss, aud, token_use: use, nonce: given } = tokens.claims;
    // OpenID Connect Core 1.0, section 3.1.3.7. The signature need not be checked: the tokens come from their issuer over TLS.
    if (iss === issuer && aud === clientId && use === 'id' && isSameText(nonce, String(given))) return tokens;
    options.revoke(tokens).catch(() => undefined);
    throw new CredentialsError('REDIRECT_REJECTED');
  }
}
