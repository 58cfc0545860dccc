import { createDynamoDbState, type DynamoDbTableOptions } from '../dynamodb/dynamoDbState.ts';
import { handleDynamoDb } from '../dynamodb/handleDynamoDb.ts';
import { createEmulatorClock, type EmulatorClock } from '../emulatorClock.ts';
import type { EmulatorService, ServiceContext } from '../emulatorService.ts';
import type { EmulatorState } from '../emulatorState.ts';
import { createIamState } from '../iam/iamState.ts';
import type { IamUserOptions } from '../iam/iamUser.ts';
import type { PolicyDocument, PolicyStatement } from '../iam/policyDocument.ts';
import { handleS3 } from '../s3/handleS3.ts';
import { createS3State, type S3BucketOptions } from '../s3/s3State.ts';
import { handleSts } from '../sts/handleSts.ts';
import { createInPageRequestHandler, type InPageRequestHandler } from '../in-page/createInPageRequestHandler.ts';
import { issueCredentials, type CredentialsRequest } from './issueCredentials.ts';

/** Credentials as an SDK client takes them. */
export interface TestCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/** An account with one role, and the three services behind the gate. */
export interface EnforcedAws {
  readonly state: EmulatorState;
  readonly clock: EmulatorClock;
  /** How often a service said that the state changed. */
  readonly changes: () => number;
  /** Requests answered so far, as `METHOD path`. */
  readonly requests: readonly string[];
  readonly handle: (request: Request) => Promise<Response>;
  /** For SDK clients without network. */
  readonly requestHandler: InPageRequestHandler;
  readonly issue: (request?: Partial<CredentialsRequest>) => Promise<TestCredentials>;
}

export const roleArn = 'arn:aws:iam::000000000000:role/photographer';

function serviceOf(request: Request): EmulatorService {
  if (request.headers.has('x-amz-target')) return handleDynamoDb;
  return request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ? handleSts : handleS3;
}

export function createEnforcedAws(options: {
  readonly statements?: readonly PolicyStatement[];
  readonly buckets?: readonly S3BucketOptions[];
  readonly tables?: readonly DynamoDbTableOptions[];
  readonly users?: readonly IamUserOptions[];
}): EnforcedAws {
  const { statements = [{ Effect: 'Allow', Action: '*', Resource: '*' }], buckets = [], tables = [], users = [] } = options;
  const trustPolicy: PolicyDocument = { Statement: [] };
  const state: EmulatorState = {
    version: 1,
    userPools: {},
    identityPools: {},
    identityPoolKey: {},
    loginProviders: {},
    samlProviders: {},
    iam: createIamState({ roles: [{ arn: roleArn, trustPolicy, policies: [{ Version: '2012-10-17', Statement: statements }] }], users }),
    s3: createS3State(buckets),
    dynamoDb: createDynamoDbState(tables),
  };
  const clock = createEmulatorClock();
  let changes = 0;
  const requests: string[] = [];
  const context: ServiceContext = { state, clock, changed: () => (changes += 1) };

  async function handle(request: Request): Promise<Response> {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    const response = await serviceOf(request)(request, context);
    response.headers.set('date', new Date(clock.now()).toUTCString());
    return response;
  }

  return {
    state,
    clock,
    changes: () => changes,
    requests,
    handle,
    requestHandler: createInPageRequestHandler({ handle }),
    async issue(request = {}) {
      const issued = await issueCredentials(context, {
        principal: { kind: 'role', roleArn, sessionName: 'test-session' },
        durationSeconds: 3600,
        variables: {},
        ...request,
      });
      return {
        accessKeyId: issued.AccessKeyId,
        secretAccessKey: issued.SecretKey,
        sessionToken: issued.SessionToken,
        expiration: new Date(issued.Expiration * 1000),
      };
    },
  };
}
