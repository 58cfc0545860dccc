import type { Emulator } from '../emulator.ts';

/** What a Cognito service answered. */
export interface CognitoReply {
  readonly status: number;
  readonly headers: Headers;
  /** The answer's members; those a test looks into are listed, whether or not they are there. */
  readonly body: {
    readonly __type?: string;
    readonly message?: string;
    readonly Session: string;
    readonly ChallengeName?: string;
    readonly ChallengeParameters: Readonly<Record<string, string>>;
    readonly AuthenticationResult: {
      readonly AccessToken: string;
      readonly IdToken: string;
      readonly RefreshToken: string;
      readonly ExpiresIn: number;
    };
    readonly IdentityId: string;
    readonly Token: string;
    readonly Credentials: {
      readonly AccessKeyId: string;
      readonly SecretKey: string;
      readonly SessionToken: string;
      readonly Expiration: number;
    };
    readonly SecretCode: string;
    readonly Status?: string;
    readonly UserMFASettingList?: readonly string[];
    readonly CodeDeliveryDetails?: Readonly<Record<string, string>>;
  };
}

/** Calls one operation of an emulated Cognito service in-process, the way the emulator's own tests do: one JSON 1.1 request. */
export async function callCognito(
  emulator: Pick<Emulator, 'handle'>,
  service: 'AWSCognitoIdentityProviderService' | 'AWSCognitoIdentityService',
  operation: string,
  input: object,
): Promise<CognitoReply> {
  const response = await emulator.handle(
    new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${service}.${operation}` },
      body: JSON.stringify(input),
    }),
  );
  return { status: response.status, headers: response.headers, body: (await response.json()) as CognitoReply['body'] };
}
