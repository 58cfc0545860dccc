import type { Page } from 'playwright';

/** What AWS has handed to a page so far. */
export interface HandedSecrets {
  /** Tokens and secret keys: nothing of this may be seen outside requests' headers and bodies. */
  readonly all: Set<string>;
  /** The newest of each. */
  readonly latest: {
    refreshToken?: string;
    credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string };
  };
}

/** Reads tokens and keys off the answers of user pool and identity pool, as somebody with developer tools could. */
export function collectSecrets(page: Page): HandedSecrets {
  const secrets: HandedSecrets = { all: new Set(), latest: {} };
  page.on('response', (response) => {
    if (response.request().headers()['x-amz-target']?.startsWith('AWSCognitoIdentity') === true) {
      void response.json().then((answer: Answer) => note(answer, secrets), () => undefined);
    }
  });
  return secrets;
}

interface Answer {
  readonly AuthenticationResult?: { readonly IdToken?: string; readonly AccessToken?: string; readonly RefreshToken?: string };
  readonly Credentials?: { readonly AccessKeyId: string; readonly SecretKey: string; readonly SessionToken: string };
}

function note({ AuthenticationResult: tokens, Credentials: keys }: Answer, { all, latest }: HandedSecrets): void {
  for (const token of [tokens?.IdToken, tokens?.AccessToken, tokens?.RefreshToken]) {
    if (token !== undefined) all.add(token);
  }
  if (tokens?.RefreshToken !== undefined) latest.refreshToken = tokens.RefreshToken;
  if (keys !== undefined) {
    all.add(keys.SecretKey);
    latest.credentials = {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretKey,
      sessionToken: keys.SessionToken,
    };
  }
}
