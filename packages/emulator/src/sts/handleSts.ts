import { receiveRequest } from '../awsHttp/receivedRequest.ts';
import { buildXml, type XmlElements } from '../awsHttp/xml.ts';
import type { EmulatorService } from '../emulatorService.ts';
import { assumedRoleArn, assumedRoleUserId } from '../gate/assumedRole.ts';
import { authenticateRequest, type Caller } from '../gate/authenticateRequest.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import { STS_NAMESPACE, stsErrorAnswer, stsRefusal } from './stsError.ts';

const VERSION = '2011-06-15';

function resultAnswer(action: string, result: XmlElements, requestId: string): Response {
  const body = buildXml({
    [`${action}Response`]: {
      '@xmlns': STS_NAMESPACE,
      [`${action}Result`]: result,
      ResponseMetadata: { RequestId: requestId },
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId } });
}

/**
 * Needs no permission: whoever has credentials may ask whose they are.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
function getCallerIdentity({ claims }: Caller): XmlElements {
  return { Arn: assumedRoleArn(claims), UserId: assumedRoleUserId(claims), Account: EMULATOR_ACCOUNT_ID };
}

const actions: ReadonlyMap<string, (caller: Caller) => XmlElements> = new Map([['GetCallerIdentity', getCallerIdentity]]);

/** AWS STS, Query protocol: a form in, XML out. */
export const handleSts: EmulatorService = async (incoming, context) => {
  const requestId = crypto.randomUUID();
  const request = await receiveRequest(incoming);
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const action = form.get('Action');
  const version = form.get('Version');
  if (action === null) {
    return stsErrorAnswer({ status: 400, code: 'MissingAction', message: 'The request must contain the parameter Action' }, requestId);
  }
  const run = actions.get(action);
  if (run === undefined || version !== VERSION) {
    const message = `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`;
    return stsErrorAnswer({ status: 400, code: 'InvalidAction', message }, requestId);
  }
  const authentication = await authenticateRequest(request, 'sts', context);
  if (!authentication.authenticated) return stsErrorAnswer(stsRefusal(authentication.refusal), requestId);
  return resultAnswer(action, run(authentication.caller), requestId);
};
