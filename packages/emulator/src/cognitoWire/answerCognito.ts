import { readOwn } from '../awsHttp/ownProperty.ts';
import { CognitoError } from './cognitoError.ts';
import { parseCognitoInput, type CognitoInput } from './cognitoInput.ts';

/** One operation: its parsed input to the object AWS would answer. Throws {@link CognitoError}. */
export type CognitoOperation<Context> = (input: CognitoInput, context: Context) => object | Promise<object>;

/**
 * Runs the operation a request names, in Cognito's JSON 1.1 protocol.
 * @param request - `POST /` with `x-amz-target: Service.Operation`.
 * @param operations - Operations by name.
 */
export async function answerCognito<Context>(
  request: Request,
  operations: Readonly<Record<string, CognitoOperation<Context>>>,
  context: Context,
): Promise<Response> {
  const name = request.headers.get('x-amz-target')?.split('.').pop() ?? '';
  try {
    const operation = readOwn(operations, name);
    if (operation === undefined) {
      throw new CognitoError('UnknownOperationException', `The emulator does not offer ${name}.`);
    }
    return cognitoAnswer(await operation(parseCognitoInput(await request.text()), context));
  } catch (error) {
    if (error instanceof CognitoError) return cognitoErrorAnswer(error);
    throw error;
  }
}

/** A success in JSON 1.1. */
export function cognitoAnswer(body: object): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/x-amz-json-1.1' } });
}

/** An error in JSON 1.1, with the code and the message repeated in headers as AWS does. */
export function cognitoErrorAnswer(error: CognitoError): Response {
  return new Response(JSON.stringify({ __type: error.code, message: error.message }), {
    status: error.status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': `${error.code}:`,
      'x-amzn-errormessage': headerSafe(error.message),
    },
  });
}

/** Header values are Latin-1 at most; messages that quote input might not be. */
function headerSafe(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?');
}
