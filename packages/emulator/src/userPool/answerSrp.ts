import { decodeBase64 } from '../awsHttp/base64.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import { requireParameter } from '../cognitoWire/cognitoInput.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import { closeChallenge, findChallenge, invalidSession } from './challenge.ts';
import { continueSignIn } from './continueSignIn.ts';
import { findUser, incorrectCredentials } from './findUser.ts';
import { srpSignature } from './srpExchange.ts';
import type { FoundClient, UserPoolContext } from './userPoolContext.ts';
import { judgePassword } from './verifyPassword.ts';

const timestampForm = /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/;

/** Answers `PASSWORD_VERIFIER`: the client's signature shows, without the password, whether it knows it. A challenge is good for one try. */
export function answerSrp(
  context: UserPoolContext,
  found: FoundClient,
  responses: Readonly<Record<string, string>>,
): Promise<object> {
  const handle = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const username = requireParameter(responses, 'USERNAME');
  const signature = requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = requireParameter(responses, 'TIMESTAMP');
  if (!timestampForm.test(timestamp)) {
    throw new CognitoError('InvalidParameterException', 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const challenge = findChallenge(context, found.pool, { handle, clientId: found.client.id, name: 'PASSWORD_VERIFIER' });
  if (challenge.srp === undefined) throw invalidSession();
  closeChallenge(context, found.pool, handle);

  const user = findUser(found.pool, username);
  if (user === undefined || user.username !== challenge.username) throw incorrectCredentials();
  const expected = srpSignature({
    ...challenge.srp,
    userPoolId: found.pool.id,
    verifier: user.password.verifier,
    secretBlock: decodeBase64(handle),
    timestamp,
  });
  judgePassword(context, user, constantTimeEqual(signature, expected));
  return continueSignIn(context, found, user);
}
