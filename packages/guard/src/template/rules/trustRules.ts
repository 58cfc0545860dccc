import { possibleConditions, type ConditionEntry } from '../conditionEntries.ts';
import { loginProviders, peopleRoles, trustedBy, trustOf } from '../peopleRoles.ts';
import type { FoundStatement } from '../policyStatements.ts';
import { finding, unchecked, type Remark } from '../remark.ts';
import { resourcesOf, type Template } from '../template.ts';
import { judgeAudience, type Judgement } from './judgeAudience.ts';
import { judgeLogin } from './judgeLogin.ts';

/** Who may take the roles that people get credentials of: identities of this identity pool, and guests or those who are signed in. */
export function trustRules(template: Template): readonly Remark[] {
  const roles = peopleRoles(template);
  return [
    ...roles.flatMap(({ trust }) => trust.flatMap((statement) => audienceRemarks(statement, template))),
    ...roles.flatMap(({ trust }) => trust.flatMap((statement) => loginRemarks(statement, template))),
    ...anybodyRemarks(template),
  ];
}

function audienceRemarks(statement: FoundStatement, template: Template): readonly Remark[] {
  return claimRemarks(statement, template, 'aud', judgeAudience, (path) =>
    finding('trust-audience', path, 'The trust policy lets in the people of any identity pool: it has no condition on aud.'),
  );
}

function loginRemarks(statement: FoundStatement, template: Template): readonly Remark[] {
  return claimRemarks(statement, template, 'amr', judgeLogin, (path) =>
    finding('trust-login', path, 'The trust policy does not tell guests from people who are signed in: it has no condition on amr.'),
  );
}

/** All lines of a condition must hold, so one that binds is enough. */
function claimRemarks(
  statement: FoundStatement,
  template: Template,
  claim: 'aud' | 'amr',
  judge: (entry: ConditionEntry, template: Template) => Judgement,
  missing: (path: FoundStatement['path']) => Remark,
): readonly Remark[] {
  return possibleConditions(statement, template).flatMap(({ entries, path, unknown }): readonly Remark[] => {
    const judgements = entries.filter(({ key }) => isClaim(key, claim)).map((entry) => judge(entry, template));
    if (judgements.some((judgement) => 'binds' in judgement)) return [];
    const [problem] = judgements.flatMap((judgement) => ('rule' in judgement ? [judgement] : []));
    if (problem !== undefined) return [finding(problem.rule, path, problem.what)];
    const [because] = [...judgements.flatMap((judgement) => ('unknown' in judgement ? judgement.unknown : [])), ...unknown];
    return because === undefined ? [missing(path)] : [unchecked(path, `The condition on ${claim} was not checked: ${because}.`)];
  });
}

/** In other partitions the name goes on differently: `cognito-identity-us-gov.amazonaws.com`. A name that IAM does not fill in lets nobody in. */
function isClaim(key: string, claim: string): boolean {
  return /^cognito-identity[\w.-]*\.amazonaws\.com(?:\.cn)?:/.test(key) && key.endsWith(`:${claim}`);
}

function anybodyRemarks(template: Template): readonly Remark[] {
  return resourcesOf(template, 'AWS::IAM::Role').flatMap((role) => {
    const { statements, remarks } = trustOf(role, template);
    return [...statements.flatMap((statement) => openRemarks(statement, template)), ...remarks];
  });
}

/** Of a login provider that people use by themselves, such as `accounts.google.com`, the condition says which app a token is for. */
function loginRemarksOf(found: FoundStatement, template: Template): readonly Remark[] {
  return loginProviders(found.statement, template).flatMap((provider) =>
    possibleConditions(found, template).flatMap(({ entries, path, unknown }) => {
      const isNamed = entries.some(({ key }) => key.startsWith(`${provider}:`));
      // What names the provider when it is deployed, or the condition, cannot be compared.
      if (isNamed || unknown.length > 0 || (provider.includes('${') && entries.length > 0)) return [];
      return [finding('trust-anybody', path, `The trust policy lets in everybody who has a login at ${provider}: it has no condition on what the token is for.`)];
    }),
  );
}

function openRemarks({ statement, path }: FoundStatement, template: Template): readonly Remark[] {
  const { anybody, unknown } = trustedBy(statement, template);
  const here = [...path, 'Principal'];
  if (!anybody) return [...unknown.map((because) => unchecked(here, `Whom the trust policy lets in was not checked: ${because}.`)), ...loginRemarksOf({ statement, path }, template)];
  if ('Condition' in statement) return [unchecked(here, 'The trust policy lets in everybody on a condition, which was not judged.')];
  return [finding('trust-anybody', here, 'The trust policy lets in everybody.')];
}
