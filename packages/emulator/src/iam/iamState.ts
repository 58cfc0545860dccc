import { encodeBase64 } from '../awsHttp/base64.ts';
import { createIamUser, type IamUser, type IamUserOptions } from './iamUser.ts';
import type { PolicyDocument } from './policyDocument.ts';

/** The account every emulated ARN belongs to. No real account has it, so a scanner can tell the fakes. */
export const EMULATOR_ACCOUNT_ID = '000000000000';

/** A role somebody may assume. */
export interface IamRole {
  /** `arn:aws:iam::000000000000:role/NAME` */
  readonly arn: string;
  /** Who may assume it. */
  readonly trustPolicy: PolicyDocument;
  /** What it may do: the union of these. Read at every request, so a change binds sessions already issued. */
  readonly policies: readonly PolicyDocument[];
  /** Longest session in s. AWS allows 3 600–43 200. */
  readonly maxSessionDurationSeconds: number;
  /** `aws:PrincipalTag/NAME` in policies; a session's own tags come before them. Default none. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Roles and users, and the key that seals session tokens. */
export interface IamState {
  /** AES-256-GCM key, base64. Fresh per data directory; whoever has it can forge sessions. */
  readonly sealKey: string;
  /** Roles by ARN. */
  readonly roles: Record<string, IamRole>;
  /** Users by name. */
  readonly users: Record<string, IamUser>;
  /** Managed policies by ARN, beside AWS's own. */
  readonly managedPolicies: Record<string, PolicyDocument>;
  /** Regions in which STS issues nothing. */
  readonly stsDisabledRegions: readonly string[];
}

/** A role to create: `maxSessionDurationSeconds` defaults to 3 600, as in AWS. */
export interface IamRoleOptions extends Omit<IamRole, 'maxSessionDurationSeconds'> {
  readonly maxSessionDurationSeconds?: number;
}

/** What an account begins with. Default of each: nothing. */
export interface IamOptions {
  readonly roles?: readonly IamRoleOptions[] | undefined;
  readonly users?: readonly IamUserOptions[] | undefined;
  readonly managedPolicies?: Readonly<Record<string, PolicyDocument>> | undefined;
  readonly stsDisabledRegions?: readonly string[] | undefined;
}

/** An account with these roles, users and policies, and a fresh seal key. */
export function createIamState({ roles = [], users = [], managedPolicies = {}, stsDisabledRegions = [] }: IamOptions = {}): IamState {
  return {
    sealKey: encodeBase64(crypto.getRandomValues(new Uint8Array(32))),
    roles: Object.fromEntries(roles.map((role) => [role.arn, { maxSessionDurationSeconds: 3600, ...role }])),
    users: Object.fromEntries(users.map((user) => [user.name, createIamUser(user)])),
    managedPolicies: { ...managedPolicies },
    stsDisabledRegions,
  };
}
