import { expect, it } from 'vitest';
import { readTemplate } from '../testKit/readTemplate.ts';
import { checkTemplate } from './checkTemplate.ts';

/** `RULE LOGICAL_ID`, without what CDK appends to names. */
const found = (file: string): readonly string[] => checkTemplate(readTemplate(file)).findings.map(({ rule, logicalId }) => `${rule} ${logicalId.replace(/[0-9A-F]{8}$/, '')}`).toSorted();
const notChecked = (file: string): readonly string[] => checkTemplate(readTemplate(file)).unchecked.map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, ''));

it('in what CDK makes with hardly anything set, finds the implicit flow, old refresh tokens and what the app has opened', () => {
  expect(found('cdk.template.json')).toEqual([
    'broad-action IdentitiesAuthenticatedRoleDefaultPolicy',
    'broad-managed-policy IdentitiesUnauthenticatedRole',
    'broad-resource IdentitiesAuthenticatedRoleDefaultPolicy',
    'classic-flow Identities',
    'guests-with-broad-role Identities',
    'implicit-flow PeopleWebClient',
    'open-cors Photos',
    'token-rotation PeopleWebClient',
    'user-existence PeopleWebClient',
  ]);
  expect(notChecked('cdk.template.json')).toEqual([]);
});

it('in what Amplify makes, finds refresh tokens that do not rotate and a bucket for every page, and says whose policies it cannot see', () => {
  expect(found('amplifyAuth.template.json')).toEqual(['token-rotation amplifyAuthUserPoolAppClient']);
  expect(notChecked('amplifyAuth.template.json')).toEqual([]);
  expect(found('amplifyStorage.template.json')).toEqual(['open-cors photosBucket']);
  expect(notChecked('amplifyStorage.template.json')).toEqual(['photosAccess']);
});

it('in a template of SAM, finds what is wrong in YAML with short forms, and in either branch of a condition', () => {
  expect(found('sam.yaml')).toEqual([
    'broad-resource MemberRole',
    'callback-url WebClient',
    'callback-url WebClient',
    'client-secret WebClient',
    'guest-role VisitorRole',
    'guests-with-broad-role Identities',
    'long-lived-key DeployKey',
    'long-lived-key DeployUser',
    'password-flow WebClient',
    'public-bucket Uploads',
    'public-bucket UploadsPolicy',
    'rotation-grace WebClient',
    'token-revocation WebClient',
    'trust-audience VisitorRole',
    'trust-login MemberRole',
    'user-existence WebClient',
  ]);
  expect(notChecked('sam.yaml')).toEqual([]);
});
