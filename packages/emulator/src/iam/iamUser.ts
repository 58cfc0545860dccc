import type { TotpDevice } from '../totp.ts';
import type { PolicyDocument } from './policyDocument.ts';

/** Somebody with long-lived keys. Their keys work from Node.js; a browser should never see any. */
export interface IamUser {
  readonly name: string;
  /** What the user may do: the union of these. */
  readonly policies: readonly PolicyDocument[];
  /** `aws:PrincipalTag/NAME` in policies. */
  readonly tags: Readonly<Record<string, string>>;
  readonly accessKeys: AccessKey[];
  readonly mfaDevices: MfaDevice[];
}

/** A long-lived key of a user. */
export interface AccessKey {
  /** `AKIAEMU…` */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A virtual MFA device of a user. */
export interface MfaDevice extends TotpDevice {
  /** `arn:aws:iam::000000000000:mfa/NAME` */
  readonly serialNumber: string;
}

/** A user to create. Without keys, MFA devices, tags and permissions unless said otherwise. */
export interface IamUserOptions extends Pick<IamUser, 'name'>, Partial<Pick<IamUser, 'policies' | 'tags'>> {
  /** Their long-lived keys, best with ids that begin `AKIAEMU`, by which leak scanners tell the fakes. Default none. */
  readonly accessKeys?: readonly AccessKey[];
  /** Default none. `admin.mfaCode` reads the code such a device shows. */
  readonly mfaDevices?: readonly Omit<MfaDevice, 'lastStep'>[];
}

/** The user an option describes. */
export function createIamUser({ name, policies = [], tags = {}, accessKeys = [], mfaDevices = [] }: IamUserOptions): IamUser {
  return {
    name,
    policies,
    tags,
    accessKeys: accessKeys.map((key) => ({ ...key })),
    mfaDevices: mfaDevices.map((device) => ({ ...device, lastStep: 0 })),
  };
}
