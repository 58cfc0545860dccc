import { CredentialsError } from '../errors/credentialsError.ts';
import type { ProvidedCredentials } from './awsCredentials.ts';

// IAM user keys begin with AKIA; temporary keys (ASIA) always come with a session token
// (IAM User Guide, "IAM identifiers: unique identifiers").
const LONG_LIVED_KEY = /^AKIA/;

/**
 * Checks what a provider returned before anybody signs with it.
 * @param options.serverNow - Epoch ms by the server's clock.
 * @param options.allowLongLivedKeys - True outside browsers, or where the app insisted.
 * @throws CredentialsError `CREDENTIALS_MISSING`, `CREDENTIALS_EXPIRED` or `LONG_LIVED_KEYS`.
 */
export function checkCredentials(
  provided: ProvidedCredentials | null | undefined,
  options: { readonly serverNow: number; readonly allowLongLivedKeys: boolean },
): ProvidedCredentials {
  if (!isText(provided?.accessKeyId) || !isText(provided.secretAccessKey)) {
    throw new CredentialsError('CREDENTIALS_MISSING');
  }
  const { expiration, sessionToken, accessKeyId } = provided;
  if (expiration !== undefined && !(expiration instanceof Date && !Number.isNaN(expiration.getTime()))) {
    throw new CredentialsError('CREDENTIALS_MISSING', { detail: 'expiration must be a valid Date or absent.' });
  }
  if (!options.allowLongLivedKeys && (!isText(sessionToken) || LONG_LIVED_KEY.test(accessKeyId))) {
    throw new CredentialsError('LONG_LIVED_KEYS');
  }
  if (expiration !== undefined && expiration.getTime() <= options.serverNow) {
    throw new CredentialsError('CREDENTIALS_EXPIRED', { detail: 'The provider returned expired ones.' });
  }
  return provided;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
