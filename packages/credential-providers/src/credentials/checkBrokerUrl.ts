import { CredentialsError, type Environment } from '@valetkey/core';

// This machine, in the ways browsers take for trustworthy (W3C Secure Contexts, §3.1).
const THIS_MACHINE = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Checks that what a broker answers cannot be read on the way.
 * @throws CredentialsError `INVALID_OPTION`.
 */
export function checkBrokerUrl(url: string, { isServer }: Environment): void {
  // Browsers read a backslash as a slash, and two of them as another host.
  if (!isServer && /^\/(?![/\\])/.test(url)) return;
  const { protocol, hostname, username } = parse(url) ?? {};
  const isSafe = protocol === 'https:' || (protocol === 'http:' && THIS_MACHINE.test(hostname ?? ''));
  if (!isSafe || username) {
    throw new CredentialsError('INVALID_OPTION', { detail: 'credentialsFullUri must be https, http on localhost, or a path of this host.' });
  }
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
