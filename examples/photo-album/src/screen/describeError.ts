import { isCredentialsError } from '@valetkey/core';

/** Says to a person what went wrong and whether trying again can help. Never repeats what a service wrote. */
export function describeError(error: unknown): string {
  if (isCredentialsError(error)) {
    switch (error.code) {
      case 'SESSION_EXPIRED':
      case 'NOT_SIGNED_IN':
        return 'Your session has ended. Sign in again to go on.';
      case 'NETWORK':
      case 'TIMEOUT':
        return connectionBroke;
      default:
        return serviceFailed;
    }
  }
  if (!(error instanceof Error)) return serviceFailed;
  if (error.name === 'AccessDenied' || error.name === 'AccessDeniedException') return 'You have no permission to do this.';
  // What fetch and XMLHttpRequest throw when no answer came.
  if (error instanceof TypeError || error.name === 'TimeoutError') return connectionBroke;
  return serviceFailed;
}

const connectionBroke = 'The connection broke. Check your network, then try again.';
const serviceFailed = 'The service could not do this just now. Try again in a moment.';
