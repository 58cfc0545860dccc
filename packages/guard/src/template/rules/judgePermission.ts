import type { FoundStatement } from '../policyStatements.ts';
import { possibleTexts } from '../possibleTexts.ts';
import { finding, unchecked, type Remark } from '../remark.ts';
import type { Template } from '../template.ts';

// Services that keep what belongs to people, or that act for whoever may call them, and whose resources have names.
const DATA_SERVICES: ReadonlySet<string> = new Set([
  'aoss', 'appsync', 'athena', 'backup', 'bedrock', 'cassandra', 'cognito-idp', 'cognito-sync', 'dax', 'dynamodb', 'ebs', 'ec2', 'elasticfilesystem',
  'es', 'events', 'execute-api', 'firehose', 'glacier', 'iam', 'iot', 'kinesis', 'kms', 'lambda', 'logs', 'neptune-db', 'qldb', 'rds-data', 'rds-db',
  'redshift-data', 's3', 's3express', 's3tables', 'secretsmanager', 'ses', 'sns', 'sqs', 'ssm', 'states', 'sts', 'timestream',
]);

const READS = /^[\w-]+:(?:BatchGet|Describe|Get|Head|List|PartiQLSelect|Query|Scan|Search|Select)/i;

// IAM fills it in with the identity id of whoever asks.
const OWN = '${cognito-identity.amazonaws.com:sub}';

/** What a statement allows that is more than somebody in a page should have. */
export function judgePermission(found: FoundStatement, template: Template): readonly Remark[] {
  return [...actionRemarks(found, template), ...resourceRemarks(found, template)];
}

/** What a statement allows that is more than a guest should have: beyond reading, and what is the guest's own. */
export function judgeGuestPermission({ statement, path }: FoundStatement, template: Template): readonly Remark[] {
  const writes = textsOf(statement['Action'], template).filter((action) => !READS.test(action) && (isData(action) || action.includes('*')));
  // What is not known of a resource is said to be unchecked already.
  const isOwn = textsOf(statement['Resource'], template).every((resource) => resource.includes(OWN));
  return writes.length === 0 || isOwn ? [] : [finding('guest-role', path, `Guests may ${writes.join(', ')} on more than what is theirs.`)];
}

function actionRemarks({ statement, path }: FoundStatement, template: Template): readonly Remark[] {
  if ('NotAction' in statement) return [finding('broad-action', [...path, 'NotAction'], 'Allowed is everything that is not listed.')];
  const here = [...path, 'Action'];
  const broad = textsOf(statement['Action'], template).filter((action) => /^(?:[*?]|[\w-]+:[*?]*\*[*?]*$)/.test(action));
  return [
    ...broad.map((action) => finding('broad-action', here, `Allowed is every action: ${action}.`)),
    ...unknownRemarks(statement['Action'], here, template),
  ];
}

function resourceRemarks({ statement, path }: FoundStatement, template: Template): readonly Remark[] {
  const actions = textsOf(statement['Action'], template).filter(isData);
  if ('NotResource' in statement && actions.length > 0) return [finding('broad-resource', [...path, 'NotResource'], `${actions.join(', ')} on everything that is not listed.`)];
  const here = [...path, 'Resource'];
  const broad = actions.length === 0 ? [] : textsOf(statement['Resource'], template).filter(isEverything);
  return [
    ...broad.map((resource) => finding('broad-resource', here, `${actions.join(', ')} on ${resource}.`)),
    ...unknownRemarks(statement['Resource'], here, template),
  ];
}

function unknownRemarks(value: unknown, path: FoundStatement['path'], template: Template): readonly Remark[] {
  return possibleTexts(value, template).flatMap((one) => ('unknown' in one ? [unchecked(path, `Not all of this was checked: ${one.unknown}.`)] : []));
}

function textsOf(value: unknown, template: Template): readonly string[] {
  return possibleTexts(value, template).flatMap((one) => ('value' in one ? one.value.text : []));
}

function isData(action: string): boolean {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  return action === '*' || DATA_SERVICES.has(service);
}

/**
 * `*`, or an ARN whose name is only a star, with or without a kind: `arn:aws:s3:::*`, `arn:aws:dynamodb:*:*:table/*`. A star at
 * the end stands for all sections that are missing: `arn:aws:s3:*`. Buckets and APIs have no kind: what stands there is a name.
 */
function isEverything(resource: string): boolean {
  return /^[*?]*\*[*?]*$/.test(resource) || /^arn:(?:[^:]*:){0,4}(?:(?<!:s3:::|:execute-api:[^:]*:[^:]*:)[\w-]+[/:])?[*?]*\*[*?]*(?:\/(?:[\w-]+\/)?\*+)*$/.test(resource);
}
