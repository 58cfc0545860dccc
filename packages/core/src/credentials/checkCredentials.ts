import { CredentialsError } from '../errors/credentialsError.ts';
import type { ProvidedCredentials } from './awsCredentials.ts';

/**
 * Checks what a provider returned before anybody signs with it.
 * @param serverNow - Epoch ms by the server's clock.
 * @param allowLongLivedKeys - True outside browsers, or where the app insisted.
 * @throws CredentialsError `CREDENTIALS_MISSING`, `CREDENTIALS_EXPIRED` or `LONG_LIVED_KEYS`.
 */
export function checkCredentials(
  provided: ProvidedCredentials | null | undefined,
  serverNow: number,
  allowLongLivedKeys: boolean,
): ProvidedCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = provided ?? {};
  // Providers are the app's own code too: a date in words or a null must not pass for "never expires".
  const expiresAt = expiration === undefined ? Infinity : expiration instanceof Date ? expiration.getTime() : NaN;
  if (!provided || !accessKeyId || !secretAccessKey || Number.isNaN(expiresAt)) {
    throw new CredentialsError('CREDENTIALS_MISSING');
  }
  // IAM user keys begin with AKIA; temporary keys (ASIA) always come with a session token
  // (IAM User Guide, "IAM identifiers: unique identifiers").
  if (!allowLongLivedKeys && (!sessionToken || accessKeyId.startsWith('AKIA'))) {
    throw new CredentialsError('LONG_LIVED_KEYS');
  }
  if (expiresAt <= serverNow) throw new CredentialsError('CREDENTIALS_EXPIRED');
  return provided;
}
