import { CredentialsError, type ServerClock } from '@valetkey/core';
import type { AuthenticationResult, UserPoolApi } from '../wire/createUserPoolApi.ts';
import type { SignInAnswer, SignInEngine } from './createSignInFlow.ts';
import { mfaNames, readMfaMethods } from './mfaNames.ts';
import { readMissingAttributes, writeAttributes } from './missingAttributes.ts';
import { normalizeCode } from './normalizeCode.ts';
import { createSrpClient, type SrpClient } from './srp/createSrpClient.ts';

type Parameters = Readonly<Record<string, string>>;

/** What `InitiateAuth` and `RespondToAuthChallenge` answer. */
interface AuthAnswer {
  readonly AuthenticationResult?: AuthenticationResult;
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: Parameters;
  readonly Session?: string;
}

/**
 * Signs in over the wire.
 * @param authFlow - Whether the password is proved (`'srp'`) or sent.
 * @param poolName - The user pool id after its underscore.
 */
export function createUserPoolSignIn(
  api: UserPoolApi,
  authFlow: 'srp' | 'password',
  poolName: string,
  crypto: Crypto,
  serverClock: ServerClock,
): SignInEngine {
  let prepared: SrpClient | undefined;

  return {
    prepare() {
      if (authFlow === 'srp') prepared ??= createSrpClient(crypto, poolName);
    },
    async begin(username, password) {
      if (authFlow === 'password') {
        return read(await initiate('USER_PASSWORD_AUTH', { USERNAME: username, PASSWORD: password }), username);
      }
      // Each exchange has its own A.
      const srp = prepared ?? createSrpClient(crypto, poolName);
      prepared = undefined;
      const challenge = await initiate('USER_SRP_AUTH', { USERNAME: username, SRP_A: srp.clientPublic });
      if (challenge.ChallengeName !== 'PASSWORD_VERIFIER') return read(challenge, username);
      const parameters = { USER_ID_FOR_SRP: username, ...challenge.ChallengeParameters };
      return respond(challenge, await srp.answer(parameters, password, serverClock.now()));
    },
  };

  function initiate(AuthFlow: string, AuthParameters: Parameters): Promise<AuthAnswer> {
    return api.call('InitiateAuth', { AuthFlow, AuthParameters });
  }

  async function respond({ ChallengeName, Session }: AuthAnswer, ChallengeResponses: Parameters): Promise<SignInAnswer> {
    const answer = await api.call<AuthAnswer>('RespondToAuthChallenge', { ChallengeName, Session, ChallengeResponses });
    return read(answer, ChallengeResponses['USERNAME']);
  }

  function read(answer: AuthAnswer, username = ''): SignInAnswer {
    const { AuthenticationResult: result, ChallengeName: name, ChallengeParameters: parameters = {} } = answer;
    if (result !== undefined) return { kind: 'signed-in', tokens: api.receive(result) };
    const reply = (responses: Parameters): Promise<SignInAnswer> =>
      respond(answer, { USERNAME: parameters['USER_ID_FOR_SRP'] ?? username, ...responses });
    const replyCode = ({ code }: { readonly code: string }): Promise<SignInAnswer> =>
      reply({ [`${name}_CODE`]: normalizeCode(code) });
    switch (name) {
      case 'NEW_PASSWORD_REQUIRED':
        return {
          kind: 'new-password',
          missingAttributes: readMissingAttributes(parameters['requiredAttributes']),
          answer: ({ newPassword, attributes }) => reply({ NEW_PASSWORD: newPassword, ...writeAttributes(attributes) }),
        };
      case 'SELECT_MFA_TYPE': {
        const methods = readMfaMethods(parameters['MFAS_CAN_CHOOSE']);
        if (methods.length === 0) break;
        return { kind: 'mfa-selection', methods, answer: ({ method }) => reply({ ANSWER: mfaNames[method] }) };
      }
      case 'SOFTWARE_TOKEN_MFA':
        return { kind: 'totp-code', answer: replyCode };
      case 'SMS_MFA':
        return { kind: 'sms-code', destination: parameters['CODE_DELIVERY_DESTINATION'], answer: replyCode };
      default:
    }
    throw new CredentialsError('CHALLENGE_UNSUPPORTED', { detail: name });
  }
}
