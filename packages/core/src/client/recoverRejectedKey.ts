import type { CredentialStore } from '../credentials/credentialStore.ts';

/**
 * Names of errors by which a service says that the key or token is too old or unknown, so that another one helps.
 * `AccessDenied` is not among them: the key was understood, and a new one of the same role would be refused as well.
 */
export const KEY_REJECTED: readonly string[] = [
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidToken',
  'RequestExpired',
  'TokenRefreshRequired',
];

interface SignedRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface MiddlewareArguments {
  readonly request?: SignedRequest;
}

type Handler = (args: MiddlewareArguments) => Promise<unknown>;

interface MiddlewareStack {
  readonly addRelativeTo: (
    middleware: (next: Handler, context: object) => Handler,
    options: { readonly name: string; readonly relation: 'before' | 'after'; readonly toMiddleware: string },
  ) => void;
}

/**
 * Teaches a client to recover when a service rejects its key: the key is reported to the store, new credentials are
 * obtained once however many requests failed, and the request is signed again and sent once more. It sits between the
 * retry and the signing middleware.
 * @param stack - The client's middleware stack (AWS SDK v3).
 */
export function recoverRejectedKey(stack: object, store: CredentialStore): void {
  const signedWith = new WeakMap<object, string>();
  const { addRelativeTo } = stack as MiddlewareStack;

  addRelativeTo(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const accessKeyId = signedWith.get(context);
        if (accessKeyId === undefined || !isKeyRejected(error)) throw error;
        store.invalidate(accessKeyId);
        // A stream has been read by the first try: the next request uses the new key, this one fails as it would anyway.
        if (isStream(args.request?.body)) throw error;
        return next(args);
      }
    },
    { name: 'valetkeyRecoverRejectedKey', relation: 'before', toMiddleware: 'httpSigningMiddleware' },
  );

  addRelativeTo(
    (next, context) => (args) => {
      const accessKeyId = /Credential=([^/]+)\//.exec(args.request?.headers?.['authorization'] ?? '')?.[1];
      if (accessKeyId !== undefined) signedWith.set(context, accessKeyId);
      return next(args);
    },
    { name: 'valetkeyNoteKey', relation: 'after', toMiddleware: 'httpSigningMiddleware' },
  );
}

function isKeyRejected(error: unknown): boolean {
  return error instanceof Error && KEY_REJECTED.includes(error.name);
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && ('getReader' in body || 'pipe' in body);
}
