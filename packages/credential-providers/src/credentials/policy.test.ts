import type { Policy } from '@valetkey/core';
import { describe, expect, it, vi } from 'vitest';
import { checkSessionPolicy, MAX_POLICY_LENGTH } from './checkSessionPolicy.ts';
import { fillPolicy } from './fillPolicy.ts';
import { allow, deny, policy } from './policy.ts';

const ALBUM = 'arn:aws:s3:::album/*';
const IDENTITY_ID = 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef';
const mine = policy(
  allow('s3:GetObject', 'arn:aws:s3:::album/users/${identityId}/*'),
  allow('s3:ListBucket', 'arn:aws:s3:::album', { when: { StringLike: { 's3:prefix': 'users/${identityId}/*' } } }),
);

describe('a policy', () => {
  it('is the document that IAM reads', () => {
    const made = policy(allow(['s3:GetObject', 's3:Put*'], ALBUM, { sid: 'Photos' }), deny('s3:*', [ALBUM, 'arn:aws:s3:::trash/*']));
    expect(made).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Photos', Effect: 'Allow', Action: ['s3:GetObject', 's3:Put*'], Resource: ALBUM },
        { Effect: 'Deny', Action: 's3:*', Resource: [ALBUM, 'arn:aws:s3:::trash/*'] },
      ],
    });
  });

  it('takes everything by "*", and variables of IAM’s own', () => {
    expect(() =>
      policy(
        allow('*', '*'),
        allow('dynamodb:Query', 'arn:aws:dynamodb:*:*:table/photos', {
          when: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}', '${*}'] } },
        }),
      ),
    ).not.toThrow();
  });

  it('does not compile with an action or a resource that cannot be one', () => {
    // @ts-expect-error An action has a service.
    expect(() => allow('GetObject', ALBUM)).not.toThrow();
    // @ts-expect-error A resource is an ARN.
    expect(() => allow('s3:GetObject', 'album/*')).not.toThrow();
  });
});

describe('a malformed policy is refused with words, before AWS does it without', () => {
  const one = (statement: object): unknown => ({ Version: '2012-10-17', Statement: [statement] });
  const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: ALBUM };
  it.each([
    ['no document', null, 'Version'],
    ['another version', { Version: '2008-10-17', Statement: [good] }, "'2012-10-17'"],
    ['no statement', { Version: '2012-10-17', Statement: [] }, 'at least one statement'],
    ['one statement outside a list', { Version: '2012-10-17', Statement: good }, 'at least one statement'],
    ['neither allow nor deny', one({ ...good, Effect: 'allow' }), "'Allow' or 'Deny'"],
    ['a principal', one({ ...good, Principal: '*' }), 'principal'],
    ['no action', one({ ...good, Action: undefined }), 'Action or NotAction'],
    ['action and NotAction', one({ ...good, NotAction: 's3:*' }), 'Action or NotAction'],
    ['no resource', one({ ...good, Resource: undefined }), 'Resource or NotResource'],
    ['an empty list of resources', one({ ...good, Resource: [] }), 'Resource is empty'],
    ['an action without service', one({ ...good, Action: 'GetObject' }), '"GetObject"'],
    ['an ARN with too few parts', one({ ...good, Resource: ['*', 'arn:aws:s3:album'] }), '"arn:aws:s3:album"'],
    ['a name with a blank', one({ ...good, Sid: 'my photos' }), 'Sid'],
    ['a misspelt variable', one({ ...good, Resource: 'arn:aws:s3:::album/${identityID}/*' }), '${identityID}'],
    ['a misspelt variable in a condition', one({ ...good, Condition: { StringLike: { 's3:prefix': '${id}' } } }), '${id}'],
  ])('%s', (_, given, words) => {
    expect(() => checkSessionPolicy(JSON.stringify(given))).toThrow(
      expect.objectContaining({ code: 'POLICY_INVALID', message: expect.stringContaining(words) }),
    );
  });

  it('one with characters that STS does not take', () => {
    expect(() => policy(allow('s3:GetObject', 'arn:aws:s3:::album/東京/*'))).toThrow(/U\+00FF/);
    expect(() => policy(allow('s3:GetObject', 'arn:aws:s3:::album/Zürich/*'))).not.toThrow();
  });

  it('no JSON', () => {
    expect(() => checkSessionPolicy('{')).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
  });

  it('and names the statement', () => {
    expect(() => policy(allow('s3:GetObject', ALBUM), allow('s3:GetObject', 'arn:aws:s3'))).toThrow(/Statement 2/);
  });

  it('but in production AWS alone judges it', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(() => policy()).not.toThrow();
    vi.unstubAllEnvs();
  });
});

describe('what is sent of a policy', () => {
  it('has the identity id wherever it was named', () => {
    const text = fillPolicy(mine, IDENTITY_ID);
    expect(text).not.toContain('${');
    expect(text.split(IDENTITY_ID)).toHaveLength(3);
    expect(JSON.parse(text)).toMatchObject({ Statement: [{ Resource: `arn:aws:s3:::album/users/${IDENTITY_ID}/*` }, {}] });
  });

  it('is refused without an identity id, and with one that would widen it', () => {
    for (const id of [undefined, '', '*', 'a/../*', '${aws:userid}', '","Resource":"*']) {
      expect(() => fillPolicy(mine, id)).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
    }
  });

  it('needs no identity id if it names none', () => {
    const plain = policy(allow('s3:GetObject', ALBUM));
    expect(fillPolicy(plain, undefined)).toBe(JSON.stringify(plain));
  });
});

describe('the length of a policy', () => {
  const empty = JSON.stringify(policy(allow('s3:GetObject', 'arn:aws:s3:::_'))).length - 1;
  const ofLength = (length: number): Policy => policy(allow('s3:GetObject', `arn:aws:s3:::${'a'.repeat(length - empty)}`));

  it('may be 2,048 characters', () => {
    expect(() => checkSessionPolicy(JSON.stringify(ofLength(MAX_POLICY_LENGTH)))).not.toThrow();
  });

  it('is told when it is one more', () => {
    expect(() => checkSessionPolicy(JSON.stringify(ofLength(2_049)))).toThrow(
      expect.objectContaining({ code: 'POLICY_TOO_LARGE', message: expect.stringContaining('2049 characters') }),
    );
  });

  it('counts what its variables become', () => {
    const long = policy(allow('s3:GetObject', `arn:aws:s3:::\${identityId}${'a'.repeat(MAX_POLICY_LENGTH - empty - 20)}`));
    expect(() => checkSessionPolicy(JSON.stringify(long))).not.toThrow();
    expect(() => fillPolicy(long, IDENTITY_ID)).toThrow(expect.objectContaining({ code: 'POLICY_TOO_LARGE' }));
  });
});
