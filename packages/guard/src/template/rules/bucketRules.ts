import { matchesWildcards } from '../matchesWildcards.ts';
import { allows, trustedBy } from '../peopleRoles.ts';
import { policyStatements, type FoundStatement } from '../policyStatements.ts';
import { mayBe } from '../possibleFlag.ts';
import { possibleTexts } from '../possibleTexts.ts';
import { keepsOut, possibleValues } from '../possibleValues.ts';
import { finding, unchecked, type Remark } from '../remark.ts';
import { listOf, objectOf, resourcesOf, type Template, type TemplatePath, type TemplateResource } from '../template.ts';

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;
// An origin that is in nobody's list.
const SOMEBODY_ELSE = 'https://somebody.else.invalid';
// What a parameter's pattern has to keep out.
const OPEN_ORIGINS: readonly string[] = ['*', 'http://*', 'https://*'];

/** Buckets: closed to the public, and open in browsers to the app's origins only. */
export function bucketRules(template: Template): readonly Remark[] {
  return [
    ...resourcesOf(template, 'AWS::S3::Bucket').flatMap((bucket) => [...publicRemarks(bucket, template), ...corsRemarks(bucket, template)]),
    ...resourcesOf(template, 'AWS::S3::BucketPolicy').flatMap((policy) => bucketPolicyRemarks(policy, template)),
  ];
}

/** New buckets are closed unless a template opens them. */
function publicRemarks({ properties, path }: TemplateResource, template: Template): readonly Remark[] {
  const blocks = [...path, 'PublicAccessBlockConfiguration'];
  const acl = [...path, 'AccessControl'];
  return [
    ...possibleValues(properties['PublicAccessBlockConfiguration'], template).flatMap((possible): readonly Remark[] => {
      if ('unknown' in possible) return [unchecked(blocks, `Public access was not checked: ${possible.unknown}.`)];
      if (possible.value === undefined) return [];
      const given = objectOf(possible.value);
      const open = BLOCKS.filter((block) => mayBe(given[block], 'true', template, 'false') !== true || mayBe(given[block], 'false', template) === true);
      return open.length === 0 ? [] : [finding('public-bucket', blocks, `Public access is not blocked in every way: ${open.join(', ')} may be off.`)];
    }),
    ...possibleTexts(properties['AccessControl'], template).flatMap((one) => {
      if ('unknown' in one) return [unchecked(acl, `For whom its objects are was not checked: ${one.unknown}.`)];
      return /^(?:Public|AuthenticatedRead$)/.test(one.value.text) ? [finding('public-bucket', acl, `Its objects are for everybody: ${one.value.text}.`)] : [];
    }),
  ];
}

function corsRemarks({ properties, path }: TemplateResource, template: Template): readonly Remark[] {
  const here = [...path, 'CorsConfiguration', 'CorsRules'];
  return possibleValues(properties['CorsConfiguration'], template)
    .flatMap((possible) => ('value' in possible ? possibleValues(objectOf(possible.value)['CorsRules'], template) : [possible]))
    .flatMap((possible) => {
      if ('unknown' in possible) return [unchecked(here, `CORS was not checked: ${possible.unknown}.`)];
      return listOf(possible.value).flatMap((rule, index) => corsRuleRemarks(rule, [...here, index], template));
    });
}

function corsRuleRemarks(rule: unknown, path: TemplatePath, template: Template): readonly Remark[] {
  return possibleValues(rule, template).flatMap((possible) => {
    if ('unknown' in possible) return [unchecked(path, `A rule of CORS was not checked: ${possible.unknown}.`)];
    return originRemarks(objectOf(possible.value)['AllowedOrigins'], [...path, 'AllowedOrigins'], template);
  });
}

function originRemarks(origins: unknown, path: TemplatePath, template: Template): readonly Remark[] {
  return possibleTexts(origins, template).flatMap((one) => {
    if ('unknown' in one) return keepsOut(one, OPEN_ORIGINS) ? [] : [unchecked(path, `Not all origins were checked: ${one.unknown}.`)];
    return matchesWildcards(SOMEBODY_ELSE, one.value.text) ? [finding('open-cors', path, `Pages of every origin may call: ${one.value.text}.`)] : [];
  });
}

function bucketPolicyRemarks({ properties, path }: TemplateResource, template: Template): readonly Remark[] {
  const { statements, remarks } = policyStatements(properties['PolicyDocument'], [...path, 'PolicyDocument'], template);
  return [...statements.flatMap((statement) => openRemarks(statement, template)), ...remarks];
}

function openRemarks({ statement, path }: FoundStatement, template: Template): readonly Remark[] {
  const { anybody, unknown } = trustedBy(statement, template);
  if (!allows(statement, template)) return [];
  if (!anybody) return unknown.map((because) => unchecked(path, `For whom the bucket is open was not checked: ${because}.`));
  if ('Condition' in statement) return [unchecked(path, 'The bucket is open to everybody on a condition, which was not judged.')];
  return [finding('public-bucket', path, 'The bucket is open to everybody.')];
}
