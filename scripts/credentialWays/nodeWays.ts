import type { CredentialWay } from './credentialWay.ts';

const FOLDER = 'packages/credential-providers/src/node';

/** One of the Node.js ways: its test lies next to it. */
function nodeWay(way: string, v2: string | undefined, ours: string, example: string, test: string): CredentialWay {
  return {
    place: 'node',
    way,
    v2,
    ours,
    from: '@valetkey/credential-providers/node',
    example: `docs/snippets/credentials-node/${example}.ts`,
    test: { file: `${FOLDER}/${ours}.test.ts`, name: test },
  };
}

/** The Node.js ways, in the recommended order. */
export const nodeWays: readonly CredentialWay[] = [
  nodeWay(
    'IAM roles for Amazon EC2',
    'AWS.EC2MetadataCredentials()',
    'fromInstanceMetadata',
    'instanceMetadata',
    'the expiry is the one the service names, also while it has nothing newer',
  ),
  nodeWay(
    'IAM roles for containers: ECS tasks, EKS pods',
    'AWS.ECSCredentials(), AWS.RemoteCredentials()',
    'fromContainerMetadata',
    'containerMetadata',
    'the authorization token of an EKS pod is read from its file at each call',
  ),
  nodeWay(
    'Shared credentials file: profiles, roles, MFA',
    "AWS.SharedIniFileCredentials({ profile, tokenCodeFn })",
    'fromIni',
    'sharedFiles',
    'keys in the credentials file are read again at each call, so that rotated ones are followed',
  ),
  nodeWay(
    'IAM Identity Center (SSO)',
    'AWS.SsoCredentials({ profile })',
    'fromSSO',
    'sso',
    'an expired sign-in says how to sign in, and the next one is found without a restart (profile %s)',
  ),
  nodeWay(
    'Environment variables',
    "AWS.EnvironmentCredentials('AWS')",
    'fromEnv',
    'environment',
    'variables of another prefix are found, as SDK v2 finds those of AMAZON',
  ),
  nodeWay(
    'Lambda: the execution role',
    undefined,
    'fromEnv',
    'environment',
    'the environment of a Lambda function is enough, and a server’s requests may share a store of it',
  ),
  nodeWay(
    'A JSON file on disk',
    "AWS.config.loadFromPath(path), AWS.FileSystemCredentials(path)",
    'fromJsonFile',
    'jsonFile',
    'a file as SDK v2 reads it gives its keys, and what else is in it is left alone',
  ),
  nodeWay(
    'A command (credential_process)',
    'AWS.ProcessCredentials({ profile })',
    'fromProcess',
    'credentialProcess',
    'of a store with a failing command, fifty reads in a row run it once',
  ),
  nodeWay(
    'A web identity token in a file',
    'AWS.TokenFileWebIdentityCredentials()',
    'fromTokenFile',
    'tokenFile',
    'the token is read again at each call, so that a new one is followed',
  ),
  nodeWay(
    'The default provider chain',
    'AWS.CredentialProviderChain()',
    'fromNodeProviderChain',
    'defaultChain',
    'of all that there is the first in the order of SDK v2 is taken, and the later ones are not asked',
  ),
];
