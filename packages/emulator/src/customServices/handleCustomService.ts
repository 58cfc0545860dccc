import { receiveRequest } from '../awsHttp/receivedRequest.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { authenticateRequest, type Caller } from '../gate/authenticateRequest.ts';
import { authorize } from '../gate/authorize.ts';
import { jsonRefusal } from '../gate/jsonRefusal.ts';
import { principalArn, principalUserId } from '../gate/principal.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { CustomService, CustomServiceCaller } from './customService.ts';
import { CustomServiceError, customServiceErrorAnswer } from './customServiceError.ts';
import { defaultOperations } from './defaultOperations.ts';

/**
 * Answers a request for a service of the user's own: verifies its signature, asks the policies of its caller, and then the
 * service.
 * @param name - The name requests are signed with: `execute-api`.
 */
export async function handleCustomService(name: string, service: CustomService, request: Request, context: ServiceContext): Promise<Response> {
  const { handle, operationsOf } = typeof service === 'function' ? { handle: service } : service;
  try {
    const caller = await requireCaller(name, request, context);
    const described = describeCaller(caller);
    const operations = await (operationsOf?.(request.clone(), described) ?? defaultOperations(name, request, described));
    if (operations.length === 0) throw denied(name, 'The service does not say what the request asks for.');
    for (const operation of operations) {
      const denial = authorize(caller, operation, context);
      if (denial !== undefined) throw denied(name, denial);
    }
    const answer = await handle(request, described);
    // Answers that came from elsewhere do not let their headers be changed.
    return new Response(answer.body, answer);
  } catch (error) {
    if (error instanceof CustomServiceError) return customServiceErrorAnswer(name, request, error);
    throw error;
  }
}

async function requireCaller(name: string, request: Request, context: ServiceContext): Promise<Caller> {
  const authentication = await authenticateRequest(await receiveRequest(request.clone()), name, context);
  if (authentication.authenticated) return authentication.caller;
  const { code, message } = jsonRefusal(authentication.refusal);
  throw new CustomServiceError(403, code, code === 'MissingAuthenticationTokenException' ? 'Missing Authentication Token' : message);
}

function describeCaller({ principal, accessKeyId, region, session }: Caller): CustomServiceCaller {
  const identityId = session?.variables['cognito-identity.amazonaws.com:sub'];
  return {
    arn: principalArn(principal),
    userId: principalUserId(principal),
    accountId: EMULATOR_ACCOUNT_ID,
    accessKeyId,
    region,
    ...(typeof identityId === 'string' ? { identityId } : {}),
  };
}

function denied(name: string, message: string): CustomServiceError {
  return name === 'appsync'
    ? new CustomServiceError(401, 'UnauthorizedException', 'Permission denied')
    : new CustomServiceError(403, 'AccessDeniedException', message);
}
