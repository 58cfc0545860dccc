import { checkCredentials, systemEnvironment, type AwsCredentials, type CredentialProvider, type Environment } from '@valetkey/core';
import { copyCredentials } from './copyCredentials.ts';

/** What {@link fromStatic} takes beside the keys. */
export interface StaticOptions {
  /**
   * Takes long-lived keys (`AKIA…`, or none with a session token) in a browser. Anyone who opens the page can then have them.
   * Default `false`; outside browsers they are taken anyway. A store refuses them too, unless its option of the same name
   * is set.
   */
  readonly dangerouslyAllowLongLivedKeysInBrowser?: boolean;
  readonly environment?: Environment;
}

/**
 * Gives credentials that are there already, for example those that your server rendered the page for, or put into a test.
 * Nothing replaces them: when they expire, the store says so. The provider keeps a copy that nothing shows.
 * @param keys - Temporary credentials: with a session token, and with `expiration`, or they are taken for good.
 * @throws CredentialsError `CREDENTIALS_MISSING` when a part is missing, `LONG_LIVED_KEYS` in a browser.
 */
export function fromStatic(keys: AwsCredentials, options: StaticOptions = {}): CredentialProvider {
  const { environment = systemEnvironment, dangerouslyAllowLongLivedKeysInBrowser = false } = options;
  // When they expire is for the store to judge, which knows the server's clock.
  checkCredentials(keys, -Infinity, environment.isServer || dangerouslyAllowLongLivedKeysInBrowser);
  const kept = copyCredentials(keys);
  // A copy each time: the SDK writes to what it is given.
  return Object.assign(async () => ({ ...kept }), { source: 'static' });
}
