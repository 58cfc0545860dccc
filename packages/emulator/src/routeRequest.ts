import { readOwn } from './awsHttp/ownProperty.ts';
import { findCustomService } from './customServices/findCustomService.ts';
import { managedLoginOperation } from './managedLogin/managedLoginOperation.ts';
import { s3OperationOf } from './s3OperationOf.ts';

/** The services the emulator offers. */
export type ServiceName = 'userPool' | 'managedLogin' | 'identityPool' | 'dynamoDb' | 'sts' | 's3';

/** Where a request goes, and what the call log names it. */
export interface Route {
  /** One the emulator offers, or a custom one, by the name it is signed with. */
  readonly service: ServiceName | { readonly custom: string };
  readonly operation: string;
}

const targets: Readonly<Record<string, { readonly service: ServiceName; readonly prefix: string }>> = {
  AWSCognitoIdentityProviderService: { service: 'userPool', prefix: '' },
  AWSCognitoIdentityService: { service: 'identityPool', prefix: '' },
  DynamoDB_20120810: { service: 'dynamoDb', prefix: 'DynamoDB.' },
};

/**
 * Tells services apart: custom ones by what a request was signed for, the others the way AWS's protocols
 * differ: JSON services name themselves in `x-amz-target`, Query services post a form to `/`, managed login has paths of its own,
 * and everything else is S3.
 * @param customServices - Names of custom services.
 * @param buckets - Names of buckets, for whose sake managed login gives way.
 */
export async function routeRequest(request: Request, customServices: readonly string[], buckets: readonly string[]): Promise<Route> {
  const custom = findCustomService(request, customServices);
  if (custom !== undefined) return { service: { custom }, operation: `${custom}.${customOperation(request)}` };
  const target = request.headers.get('x-amz-target');
  if (target !== null) {
    const [name = '', operation = ''] = target.split('.');
    const known = readOwn(targets, name);
    if (known !== undefined) return { service: known.service, operation: known.prefix + operation };
  }
  if (isQueryProtocol(request)) {
    const action = new URLSearchParams(await request.clone().text()).get('Action') ?? '';
    return { service: 'sts', operation: `STS.${action}` };
  }
  const page = managedLoginOperation(request, buckets);
  if (page !== undefined) return { service: 'managedLogin', operation: `ManagedLogin.${page}` };
  return { service: 's3', operation: `S3.${s3OperationOf(request)}` };
}

/** `ListKeys`, or `GET /prod/photos` where a request does not name its operation. */
function customOperation(request: Request): string {
  return request.headers.get('x-amz-target')?.split('.').at(-1) ?? `${request.method} ${new URL(request.url).pathname}`;
}

function isQueryProtocol(request: Request): boolean {
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  return request.method === 'POST' && isForm && new URL(request.url).pathname === '/';
}
