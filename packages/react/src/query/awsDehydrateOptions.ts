import { defaultShouldDehydrateQuery, type DehydrateOptions } from '@tanstack/react-query';
import { scopeOfKey } from './awsQueryKey.ts';

// What these answer with is keys, tokens or secrets: AWS STS, Cognito, SSO, ECR, Secrets Manager, KMS, SSM.
const SECRET_ANSWERS: readonly string[] = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'BatchGetSecretValue',
  'CreateToken',
  'Decrypt',
  'GenerateDataKey',
  'GetAuthorizationToken',
  'GetCredentialsForIdentity',
  'GetFederationToken',
  'GetOpenIdToken',
  'GetOpenIdTokenForDeveloperIdentity',
  'GetParameter',
  'GetParameters',
  'GetParametersByPath',
  'GetRoleCredentials',
  'GetSecretValue',
  'GetSessionToken',
];

/**
 * For persisters of the query cache and for `dehydrate`: what TanStack's default keeps, without answers that are secrets by
 * their nature (session tokens, secret values, decrypted data) and without writes that wait for the network, whose inputs
 * may hold secrets and which must not be sent for whoever is signed in when the page is opened again.
 *
 *     persistQueryClient({ queryClient, persister, dehydrateOptions: awsDehydrateOptions });
 */
export const awsDehydrateOptions: DehydrateOptions = {
  shouldDehydrateQuery(query) {
    // Commands of SDK versions without schemas have a number after their class name.
    const operation = String(query.queryKey[3]).replace(/Command(-\d+)?$/, '');
    const isSecret = scopeOfKey(query.queryKey) !== undefined && SECRET_ANSWERS.includes(operation);
    return !isSecret && defaultShouldDehydrateQuery(query);
  },
  shouldDehydrateMutation: ({ state, options }) => state.isPaused && scopeOfKey(options.mutationKey) === undefined,
};
