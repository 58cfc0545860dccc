import { CustomServiceError } from './customServiceError.ts';
import type { CustomOperation, CustomServiceCaller } from './customService.ts';

/** What stands in for the id of an API or a function that the host does not name. */
const UNNAMED = 'local';

/** What the requests of a service ask for, unless the service says so itself. */
export function defaultOperations(service: string, request: Request, caller: CustomServiceCaller): Promise<readonly CustomOperation[]> {
  switch (service) {
    case 'execute-api':
      return Promise.resolve([apiGatewayOperation(request, caller)]);
    case 'appsync':
      return appSyncOperations(request, caller);
    case 'lambda':
      return Promise.resolve([lambdaOperation(request, caller)]);
    default:
      return Promise.resolve([{ action: `${service}:${operationName(request)}`, resource: '*' }]);
  }
}

/** `ListKeys` of `x-amz-target: TrentService.ListKeys`; otherwise `Invoke`. */
export function operationName(request: Request): string {
  return request.headers.get('x-amz-target')?.split('.').at(-1) ?? 'Invoke';
}

function arn(service: string, { region, accountId }: CustomServiceCaller, resource: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}

/** The first label of `ID.execute-api.eu-west-1.amazonaws.com` or `ID.execute-api.localhost`. */
function idInHost(request: Request, service: string): string {
  const [id = '', next] = new URL(request.url).hostname.split('.');
  return next === service ? id : UNNAMED;
}

/**
 * `API/STAGE/METHOD/path`, of `METHOD /STAGE/path`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
function apiGatewayOperation(request: Request, caller: CustomServiceCaller): CustomOperation {
  const [stage = '', ...path] = new URL(request.url).pathname.slice(1).split('/');
  const resource = `${idInHost(request, 'execute-api')}/${stage}/${request.method}/${path.join('/')}`;
  return { action: 'execute-api:Invoke', resource: arn('execute-api', caller, resource) };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html */
function lambdaOperation(request: Request, caller: CustomServiceCaller): CustomOperation {
  const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(new URL(request.url).pathname)?.[1];
  if (invoked !== undefined) {
    return { action: 'lambda:InvokeFunction', resource: arn('lambda', caller, `function:${decodeURIComponent(invoked)}`) };
  }
  return {
    action: 'lambda:InvokeFunctionUrl',
    resource: arn('lambda', caller, `function:${idInHost(request, 'lambda-url')}`),
    conditionKeys: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' },
  };
}

/**
 * Every field a query asks for at its root.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-iam-authorization
 */
async function appSyncOperations(request: Request, caller: CustomServiceCaller): Promise<readonly CustomOperation[]> {
  const { rootFields } = await import('./graphQlRootFields.ts');
  const fields = rootFields(await request.clone().text());
  if (fields === undefined) throw new CustomServiceError(400, 'MalformedHttpRequestException', 'Unable to parse GraphQL query.');
  return fields.map(({ type, field }) => ({
    action: 'appsync:GraphQL',
    resource: arn('appsync', caller, `apis/${idInHost(request, 'appsync-api')}/types/${type}/fields/${field}`),
  }));
}
