import type { XmlElements } from '../awsHttp/xml.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { principalTagKeys, type ContextKeys } from '../gate/callerContext.ts';
import { issueCredentials, type IssuedCredentials } from '../gate/issueCredentials.ts';
import { principalArn, principalUserId } from '../gate/principal.ts';
import { packedPolicySize } from './packedPolicySize.ts';
import type { SessionPolicies } from './sessionPolicies.ts';
import type { SessionTags } from './sessionTags.ts';
import { StsError } from './stsError.ts';

/** The session of a role that somebody was found entitled to. */
export interface RoleSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly policies: SessionPolicies;
  readonly tags: SessionTags;
  /** Condition keys and policy variables of the session. */
  readonly variables: ContextKeys;
  readonly sourceIdentity: string | undefined;
}

/**
 * Issues credentials of a role, and says what every action that assumes one answers.
 * @throws StsError `PackedPolicyTooLarge`.
 */
export async function issueRoleSession(context: ServiceContext, session: RoleSession): Promise<XmlElements> {
  const { roleArn, sessionName, durationSeconds, policies, tags, sourceIdentity } = session;
  const packedSize = requirePackable(session);
  const principal = { kind: 'role', roleArn, sessionName } as const;
  const credentials = await issueCredentials(context, {
    principal,
    durationSeconds,
    variables: {
      ...session.variables,
      ...principalTagKeys(tags.all),
      ...(sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': sourceIdentity }),
    },
    ...(policies.documents === undefined ? {} : { sessionPolicies: policies.documents }),
    transitiveTags: tags.transitive,
  });
  return {
    Credentials: credentialElements(credentials),
    AssumedRoleUser: { AssumedRoleId: principalUserId(principal), Arn: principalArn(principal) },
    ...(packedSize === undefined ? {} : { PackedPolicySize: packedSize }),
    ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
  };
}

/** Credentials as STS spells them. */
export function credentialElements({ AccessKeyId, SecretKey, SessionToken, Expiration }: IssuedCredentials): XmlElements {
  return {
    AccessKeyId,
    SecretAccessKey: SecretKey,
    SessionToken,
    Expiration: new Date(Expiration * 1000).toISOString().replace('.000Z', 'Z'),
  };
}

/** In percent of what fits; `undefined` when there is nothing to pack. */
function requirePackable({ policies, tags }: RoleSession): number | undefined {
  if (policies.texts.length === 0 && Object.keys(tags.all).length === 0) return undefined;
  const size = packedPolicySize({ policies: policies.texts, tags: tags.all });
  if (!size.isTooLarge) return size.total;
  const message =
    size.policies === 0
      ? `Packed size of session tags consumes ${size.total}% of allotted space.`
      : `Packed policy consumes ${size.total}% of allotted space, please use smaller policy.`;
  throw new StsError('PackedPolicyTooLarge', message);
}
