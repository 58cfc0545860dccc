import { receiveRequest, type ReceivedRequest } from '../awsHttp/receivedRequest.ts';
import { buildXml, type XmlElements } from '../awsHttp/xml.ts';
import type { EmulatorService, ServiceContext } from '../emulatorService.ts';
import { authenticateRequest } from '../gate/authenticateRequest.ts';
import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import { assumeRole } from './assumeRole.ts';
import { assumeRoleWithSaml } from './assumeRoleWithSaml.ts';
import { assumeRoleWithWebIdentity } from './assumeRoleWithWebIdentity.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';
import { getSessionToken } from './getSessionToken.ts';
import type { SignedStsCall, StsAction, StsCall } from './stsCall.ts';
import { STS_NAMESPACE, StsError, stsErrorAnswer, stsRefusal } from './stsError.ts';

const VERSION = '2011-06-15';

type Action =
  | { readonly isSigned: true; readonly run: StsAction<SignedStsCall> }
  /** Takes a token in place of a signature. */
  | { readonly isSigned: false; readonly run: StsAction<StsCall> };

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['AssumeRole', { isSigned: true, run: assumeRole }],
  ['AssumeRoleWithSAML', { isSigned: false, run: assumeRoleWithSaml }],
  ['AssumeRoleWithWebIdentity', { isSigned: false, run: assumeRoleWithWebIdentity }],
  ['GetCallerIdentity', { isSigned: true, run: getCallerIdentity }],
  ['GetSessionToken', { isSigned: true, run: getSessionToken }],
]);

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

/** The region a host belongs to: `sts.eu-west-1.amazonaws.com`. Others, the emulator's own among them, belong to none. */
function regionOf({ url }: ReceivedRequest): string | undefined {
  return /^sts\.([a-z0-9-]+)\.amazonaws\.com$/.exec(url.hostname)?.[1];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html */
function requireActivated({ state }: ServiceContext, action: string, region: string | undefined): void {
  if (action === 'GetCallerIdentity' || region === undefined || !state.iam.stsDisabledRegions.includes(region)) return;
  throw new StsError(
    'RegionDisabledException',
    `STS is not activated in this region for account:${EMULATOR_ACCOUNT_ID}. Your account administrator can activate STS in this region using the IAM Console.`,
    403,
  );
}

async function runAction(request: ReceivedRequest, form: URLSearchParams, action: string, context: ServiceContext): Promise<XmlElements> {
  const version = form.get('Version');
  const found = version === VERSION ? actions.get(action) : undefined;
  if (found === undefined) {
    throw new StsError('InvalidAction', `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`);
  }
  if (!found.isSigned) {
    requireActivated(context, action, regionOf(request));
    return found.run({ form, context });
  }
  const authentication = await authenticateRequest(request, 'sts', context);
  if (!authentication.authenticated) throw stsRefusal(authentication.refusal);
  requireActivated(context, action, authentication.caller.region);
  return found.run({ form, context, caller: authentication.caller });
}

/** AWS STS, Query protocol: a form in, XML out. */
export const handleSts: EmulatorService = async (incoming, context) => {
  const requestId = crypto.randomUUID();
  const request = await receiveRequest(incoming);
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const action = form.get('Action');
  try {
    if (action === null) throw new StsError('MissingAction', 'The request must contain the parameter Action');
    return resultAnswer(action, await runAction(request, form, action, context), requestId);
  } catch (error) {
    if (error instanceof StsError) return stsErrorAnswer(error, requestId);
    throw error;
  }
};
