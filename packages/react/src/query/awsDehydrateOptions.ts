import { defaultShouldDehydrateQuery, type DehydrateOptions } from '@tanstack/react-query';
import { scopeOfKey } from './awsQueryKey.ts';

// What answers with keys, tokens, passwords or codes, by the operation's name: AWS STS, Cognito, SSO, IAM, ECR, Secrets
// Manager, KMS, SSM, S3 (directory buckets, access grants), Redshift, API Gateway. A name too many costs a request, one too few a secret.
const SECRET_ANSWER = new RegExp(
  [
    'Credential|Token|Secret|Password|ApiKey|AccessKey|DataKey|KeyPair|InitiateAuth|AuthChallenge',
    '^(AssumeRo|CreateKeysAnd|CreateSession|CreateVirtualMFA|Decrypt|DescribeUserPoolClient|GenerateRandom)',
    '^(GetDataAccess|GetParameter|RegisterClient|StartDeviceAuthorization)',
  ].join('|'),
);

// Members of inputs, and so of keys, that are secrets. Tokens of pages and of idempotency are none.
const SECRET_MEMBER = /^(access|bearer|id|identity|refresh|security|session|webIdentity)Token$|password|secret|^(authParameters|challengeResponses|logins|samlAssertion)$/i;

/**
 * For persisters of the query cache and for `dehydrate`: what TanStack's default keeps, without answers that are secrets by
 * their nature (session tokens, secret values, decrypted data), without queries that were asked with a secret, which their key
 * would show (an `AccessToken`, `Logins`), and without writes that wait for the network, whose inputs
 * may hold secrets and which must not be sent for whoever is signed in when the page is opened again.
 *
 *     persistQueryClient({ queryClient, persister, dehydrateOptions: awsDehydrateOptions });
 */
export const awsDehydrateOptions: DehydrateOptions = {
  shouldDehydrateQuery(query) {
    // Commands of SDK versions without schemas have a number after their class name.
    const operation = String(query.queryKey[3]).replace(/Command(-\d+)?$/, '');
    const isSecret = SECRET_ANSWER.test(operation) || hasSecretMember(query.queryKey[4]);
    return !(isSecret && scopeOfKey(query.queryKey) !== undefined) && defaultShouldDehydrateQuery(query);
  },
  shouldDehydrateMutation: ({ state, options }) => state.isPaused && scopeOfKey(options.mutationKey) === undefined,
};

function hasSecretMember(input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false;
  return Object.entries(input).some(([name, value]: [string, unknown]) => SECRET_MEMBER.test(name) || hasSecretMember(value));
}
