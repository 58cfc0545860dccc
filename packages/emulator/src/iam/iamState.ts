import { encodeBase64 } from '../awsHttp/base64.ts';
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
}

/** Roles, and the key that seals session tokens. */
export interface IamState {
  /** AES-256-GCM key, base64. Fresh per data directory; whoever has it can forge sessions. */
  readonly sealKey: string;
  /** Roles by ARN. */
  readonly roles: Record<string, IamRole>;
}

/** A role to create: `maxSessionDurationSeconds` defaults to 3 600, as in AWS. */
export interface IamRoleOptions extends Omit<IamRole, 'maxSessionDurationSeconds'> {
  readonly maxSessionDurationSeconds?: number;
}

/**
 * An account with these roles and a fresh seal key.
 * @param roles - Roles to begin with. Default none.
 */
export function createIamState(roles: readonly IamRoleOptions[] = []): IamState {
  return {
    sealKey: encodeBase64(crypto.getRandomValues(new Uint8Array(32))),
    roles: Object.fromEntries(roles.map((role) => [role.arn, { maxSessionDurationSeconds: 3600, ...role }])),
  };
}
