import { CognitoError } from './cognitoWire/cognitoError.ts';
import { cognitoErrorAnswer } from './cognitoWire/answerCognito.ts';
import type { FaultKind } from './faultQueue.ts';
import { OAuthError, oauthErrorAnswer } from './managedLogin/oauthError.ts';
import type { Route, ServiceName } from './routeRequest.ts';

/** A fault that is an answer. A broken connection is none. */
export type AnsweredFault = Exclude<FaultKind, 'network'>;

/** `[status, code, message]` */
type Fault = readonly [number, string, string];

const throttled = 'Rate exceeded';
const failed = 'We encountered an internal error. Please try again.';

const faults: Readonly<Record<ServiceName, Readonly<Record<AnsweredFault, Fault>>>> = {
  userPool: {
    throttle: [400, 'TooManyRequestsException', throttled],
    'server-error': [500, 'InternalErrorException', failed],
    'expired-token': [400, 'NotAuthorizedException', 'Access Token has expired'],
  },
  managedLogin: {
    throttle: [429, 'too_many_requests', throttled],
    'server-error': [500, 'server_error', failed],
    'expired-token': [400, 'invalid_grant', 'Refresh Token has expired'],
  },
  identityPool: {
    throttle: [400, 'TooManyRequestsException', throttled],
    'server-error': [500, 'InternalErrorException', failed],
    'expired-token': [400, 'NotAuthorizedException', 'Invalid login token. Token expired: 1 >= 0'],
  },
  dynamoDb: {
    throttle: [400, 'com.amazon.coral.availability#ThrottlingException', throttled],
    'server-error': [500, 'com.amazonaws.dynamodb.v20120810#InternalServerError', failed],
    'expired-token': [
      400,
      'com.amazon.coral.service#ExpiredTokenException',
      'The security token included in the request is expired',
    ],
  },
  sts: {
    throttle: [400, 'Throttling', throttled],
    'server-error': [500, 'InternalFailure', failed],
    'expired-token': [403, 'ExpiredToken', 'The security token included in the request is expired'],
  },
  s3: {
    throttle: [503, 'SlowDown', 'Please reduce your request rate.'],
    'server-error': [500, 'InternalError', failed],
    'expired-token': [400, 'ExpiredToken', 'The provided token has expired.'],
  },
};

const customFaults: Readonly<Record<AnsweredFault, Fault>> = {
  throttle: [429, 'TooManyRequestsException', 'Too Many Requests'],
  'server-error': [500, 'InternalServerErrorException', 'Internal server error'],
  'expired-token': [403, 'ExpiredTokenException', 'The security token included in the request is expired'],
};

/** What has expired where a token is sent in place of a signature. */
const expiredLogin: Fault = [400, 'ExpiredTokenException', 'Token expired: current date/time 1 must be before the expiration date/time 0'];

/**
 * Answers a request with a fault, in the service's own protocol.
 * @param operation - Named as in the call log.
 */
export function faultAnswer(service: Route['service'], kind: AnsweredFault, operation: string): Response {
  if (typeof service === 'object') return customFault(kind);
  const isLogin = operation.startsWith('STS.AssumeRoleWith');
  const [status, code, message] = kind === 'expired-token' && isLogin ? expiredLogin : faults[service][kind];
  switch (service) {
    case 'userPool':
    case 'identityPool':
      return cognitoErrorAnswer(new CognitoError(code, message, status));
    case 'managedLogin':
      return oauthErrorAnswer(new OAuthError(code, message, status));
    case 'dynamoDb':
      return new Response(JSON.stringify({ __type: code, message }), {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
      });
    case 'sts':
      return xmlAnswer(status, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`);
    case 's3':
      return xmlAnswer(status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
    default:
      return service satisfies never;
  }
}

/** In the words of API Gateway. */
function customFault(kind: AnsweredFault): Response {
  const [status, code, message] = customFaults[kind];
  return Response.json({ message }, { status, headers: { 'x-amzn-errortype': code } });
}

function xmlAnswer(status: number, xml: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`, { status, headers: { 'content-type': 'application/xml' } });
}
