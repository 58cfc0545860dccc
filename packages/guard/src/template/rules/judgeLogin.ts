import type { ConditionEntry } from '../conditionEntries.ts';
import { matchesWildcards } from '../matchesWildcards.ts';
import { possibleTexts } from '../possibleTexts.ts';
import type { Template } from '../template.ts';
import { COMPARES_TEXTS, type Judgement } from './judgeAudience.ts';

/**
 * Whether a line about `amr` tells people who are signed in from guests.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export function judgeLogin(entry: ConditionEntry, template: Template): Judgement {
  const { operator, qualifier, ifExists, value } = entry;
  if (!COMPARES_TEXTS.test(operator)) return { rule: 'trust-login', what: `amr is compared with ${operator}, which does not say who is let in.` };
  if (ifExists || qualifier === 'ForAllValues') return { rule: 'trust-login', what: 'amr is compared only where a token has one.' };
  if (qualifier === undefined) return { rule: 'trust-login', what: `amr is a list and is compared as if it were one text: write ForAnyValue:${operator}.` };
  const logins = possibleTexts(value, template);
  const [unknown] = logins.flatMap((login) => ('unknown' in login ? [{ unknown: login.unknown }] : []));
  const written = logins.flatMap((login) => ('value' in login ? login.value.text : []));
  if (written.some((login) => admits(login, 'unauthenticated')) && written.some((login) => !isGuestsOnly(login))) {
    return { rule: 'trust-login', what: `amr may be ${written.join(' or ')}, which lets in guests and people who are signed in alike.` };
  }
  return unknown ?? { binds: true };
}

/** Whether a line about `amr` lets guests in. */
export function admitsGuests({ value }: ConditionEntry, template: Template): boolean {
  return possibleTexts(value, template).some((login) => 'value' in login && admits(login.value.text, 'unauthenticated'));
}

function admits(pattern: string, login: string): boolean {
  return matchesWildcards(login, pattern);
}

function isGuestsOnly(pattern: string): boolean {
  return admits(pattern, 'unauthenticated') && !admits(pattern, 'authenticated');
}
