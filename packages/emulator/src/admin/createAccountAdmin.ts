import { readOwn } from '../awsHttp/ownProperty.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { createAccessKeyId, createSecretAccessKey } from '../gate/accessKey.ts';
import type { AccessKey, IamUser } from '../iam/iamUser.ts';
import { totpCode } from '../totp.ts';
import { issueLoginToken, requireLoginProvider, type LoginTokenOptions } from './issueLoginToken.ts';
import { issueSamlResponse, type SamlResponseOptions } from './issueSamlResponse.ts';
import { storeObject, type NewObject } from './storeObject.ts';

/** What an administrator can do to the account, for tests and demos. Every function throws an `Error` that says what is not there. */
export interface AccountAdmin {
  /** Puts an object into a bucket, for example what guests find there. */
  readonly putObject: (object: NewObject) => void;
  /** What a seeded login provider hands to an app when somebody signs in there: an ID token, or an opaque access token. */
  readonly issueLoginToken: (options: LoginTokenOptions) => Promise<string>;
  /** What a seeded SAML provider makes a browser post to AWS when somebody signs in there: a response in base64. */
  readonly issueSamlResponse: (options: SamlResponseOptions) => Promise<string>;
  /** Whether AWS reaches a login provider, without which it verifies none of its tokens. */
  readonly setLoginProviderReachable: (name: string, isReachable: boolean) => void;
  /** Makes another long-lived key for a user. */
  readonly createAccessKey: (userName: string) => AccessKey;
  /** Deletes a long-lived key, as one does after a leak. */
  readonly deleteAccessKey: (accessKeyId: string) => void;
  /** The code that an MFA device of a user shows now, by the emulator's clock. */
  readonly mfaCode: (serialNumber: string) => string;
}

/**
 * An administrator of the account.
 * @param contextOf - The emulator's present state, clock and change notice.
 */
export function createAccountAdmin(contextOf: () => ServiceContext): AccountAdmin {
  const change = <Result>(edit: (context: ServiceContext) => Result): Result => {
    const context = contextOf();
    const result = edit(context);
    context.changed();
    return result;
  };
  return {
    putObject: (object) =>
      change((context) => {
        storeObject(context, object);
      }),
    issueLoginToken: (options) => issueLoginToken(contextOf(), options),
    issueSamlResponse: (options) => issueSamlResponse(contextOf(), options),
    setLoginProviderReachable: (name, isReachable) =>
      change((context) => {
        requireLoginProvider(context, name).unreachable = !isReachable;
      }),
    createAccessKey: (userName) =>
      change((context) => {
        const key = { accessKeyId: createAccessKeyId('AKIAEMU'), secretAccessKey: createSecretAccessKey() };
        requireUser(context, userName).accessKeys.push(key);
        return key;
      }),
    deleteAccessKey: (accessKeyId) =>
      change(({ state }) => {
        const lists = Object.values(state.iam.users).map(({ accessKeys }) => accessKeys);
        const list = lists.find((keys) => keys.some((key) => key.accessKeyId === accessKeyId));
        if (list === undefined) throw new Error(`The emulator has no access key ${accessKeyId}.`);
        list.splice(list.findIndex((key) => key.accessKeyId === accessKeyId), 1);
      }),
    mfaCode(serialNumber) {
      const { state, clock } = contextOf();
      const devices = Object.values(state.iam.users).flatMap(({ mfaDevices }) => mfaDevices);
      const device = devices.find((candidate) => candidate.serialNumber === serialNumber);
      if (device === undefined) throw new Error(`The emulator has no MFA device ${serialNumber}. Seed a user with one.`);
      return totpCode(device, clock.now());
    },
  };
}

function requireUser({ state }: ServiceContext, name: string): IamUser {
  const user = readOwn(state.iam.users, name);
  if (user === undefined) throw new Error(`The emulator has no user ${name}. Seed one.`);
  return user;
}
