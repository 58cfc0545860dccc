import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  type GetSessionTokenCommandInput,
} from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EmulatorSeed, PolicyStatement } from '../index.ts';
import {
  account,
  allow,
  changeCharacter,
  createStsAccount,
  keysOf,
  policyOf,
  refusalOf,
  roleArnOf,
  roleOf,
  type ClientKeys,
  type StsAccount,
} from './stsAccount.test.fixture.ts';

const ada: ClientKeys = { accessKeyId: 'AKIAEMUADALOVELACE00', secretAccessKey: 'the-secret-of-ada-in-a-test-of-emulator' };
const bob: ClientKeys = { accessKeyId: 'AKIAEMUBOBBABBAGE000', secretAccessKey: 'the-secret-of-bob-in-a-test-of-emulator' };
const adaArn = `arn:aws:iam::${account}:user/ada`;
const phone = `arn:aws:iam::${account}:mfa/ada-phone`;
const root = { AWS: `arn:aws:iam::${account}:root` };
const assumption = 'sts:AssumeRole';
const trust = (principal: PolicyStatement['Principal'], rest: Partial<PolicyStatement> = {}) => ({
  Principal: principal!,
  Action: assumption,
  ...rest,
});

const seed: EmulatorSeed = {
  users: [
    {
      name: 'ada',
      policies: [policyOf(allow([assumption, 'sts:TagSession', 'sts:SetSourceIdentity'], roleArnOf('by-*')), allow('s3:ListBucket', 'arn:aws:s3:::album'))],
      accessKeys: [{ accessKeyId: ada.accessKeyId, secretAccessKey: ada.secretAccessKey }],
      mfaDevices: [{ serialNumber: phone, secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
      tags: { team: 'red' },
    },
    {
      name: 'bob',
      policies: [policyOf({ ...allow('s3:ListBucket'), Condition: { StringLike: { 's3:prefix': '${aws:username}/*' } } })],
      accessKeys: [{ accessKeyId: bob.accessKeyId, secretAccessKey: bob.secretAccessKey }],
    },
  ],
  managedPolicies: { [`arn:aws:iam::${account}:policy/album-only`]: policyOf(allow('s3:ListBucket', 'arn:aws:s3:::album')) },
  roles: [
    roleOf('by-account', trust(root), { maxSessionDurationSeconds: 43_200 }),
    roleOf('named', trust({ AWS: adaArn })),
    roleOf('by-external-id', trust(root, { Condition: { StringEquals: { 'sts:ExternalId': 'album-7' } } })),
    roleOf('by-mfa', trust(root, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
    roleOf('by-recent-mfa', trust(root, { Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '60' } } })),
    roleOf('by-source', { Principal: root, Action: [assumption, 'sts:SetSourceIdentity'] }, {
      policies: [
        policyOf({ ...allow('s3:ListBucket'), Condition: { StringLike: { 's3:prefix': '${aws:SourceIdentity}/*' } } }, allow('sts:*')),
      ],
    }),
    roleOf('by-team', trust(root, { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } })),
    roleOf('by-tags', { Principal: root, Action: [assumption, 'sts:TagSession'] }, {
      policies: [
        policyOf({ ...allow('s3:ListBucket'), Condition: { StringLike: { 's3:prefix': '${aws:PrincipalTag/project}/*' } } }, allow('sts:*')),
      ],
    }),
    roleOf('by-own-policy', trust(root), { policies: [policyOf(allow('s3:*'), allow(assumption, roleArnOf('next')))] }),
    roleOf('by-powerless', trust(root)),
    roleOf('next', trust(root), { maxSessionDurationSeconds: 43_200 }),
    roleOf('next-named', trust({ AWS: roleArnOf('by-powerless') })),
    roleOf('next-session', trust({ AWS: `arn:aws:sts::${account}:assumed-role/by-powerless/ada` })),
    roleOf('next-tagged', { Principal: root, Action: [assumption, 'sts:TagSession'], Condition: { StringEquals: { 'aws:PrincipalTag/project': 'engine' } } }),
    roleOf('by-userid', trust(root), {
      policies: [policyOf({ ...allow('s3:ListBucket'), Condition: { StringLike: { 's3:prefix': '${aws:userid}/*' } } })],
    }),
  ],
};

let aws: StsAccount;

beforeEach(() => {
  aws = createStsAccount(seed);
});

const assume = (keys: ClientKeys, role: string, rest: Partial<AssumeRoleCommandInput> = {}): Promise<AssumeRoleCommandOutput> =>
  aws.sts(keys).send(new AssumeRoleCommand({ RoleArn: roleArnOf(role), RoleSessionName: 'ada', ...rest }));
const sessionToken = (keys: ClientKeys, input: GetSessionTokenCommandInput = {}) => aws.sts(keys).send(new GetSessionTokenCommand(input));

describe('long-lived keys', () => {
  it('say whose they are and work within the policies of their user', async () => {
    const { Arn, UserId } = await aws.sts(ada).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(adaArn);
    expect(UserId).toMatch(/^AIDAEMU[A-Z2-7]{14}$/);
    expect(await aws.listBucket(ada, 'album')).toBe('allowed');
    expect(await aws.listBucket(ada, 'other')).toBe('AccessDenied');
    expect(await aws.listBucket(bob, 'album', 'bob/')).toBe('allowed');
    expect(await aws.listBucket(bob, 'album', 'ada/')).toBe('AccessDenied');
  });

  it('are refused with one character changed, with a token, and after they were deleted', async () => {
    const identify = (keys: ClientKeys) => refusalOf(aws.sts(keys).send(new GetCallerIdentityCommand({})));
    expect(await identify({ ...ada, secretAccessKey: changeCharacter(ada.secretAccessKey, 7) })).toMatchObject({ code: 'SignatureDoesNotMatch' });
    expect(await identify({ ...ada, accessKeyId: changeCharacter(ada.accessKeyId, 12) })).toMatchObject({ code: 'InvalidClientTokenId' });
    const { sessionToken: token } = keysOf(await sessionToken(ada));
    expect(await identify({ ...bob, sessionToken: token })).toMatchObject({ code: 'InvalidClientTokenId' });
    aws.emulator.admin.deleteAccessKey(ada.accessKeyId);
    expect(await identify(ada)).toMatchObject({ code: 'InvalidClientTokenId' });
  });

  it('can be made anew, as one does when rotating', async () => {
    const key = aws.emulator.admin.createAccessKey('bob');
    expect(key.accessKeyId).toMatch(/^AKIAEMU[A-Z2-7]{13}$/);
    const { Arn } = await aws.sts(key).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:aws:iam::${account}:user/bob`);
  });
});

describe('AssumeRole', () => {
  it('gives credentials of the role for an hour', async () => {
    const answer = await assume(ada, 'by-account');
    expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/by-account/ada`);
    expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIAEMU/);
    expect(answer.Credentials?.Expiration).toEqual(new Date((Math.floor(aws.emulator.clock.now() / 1000) + 3600) * 1000));
    expect(await aws.listBucket(keysOf(answer), 'other')).toBe('allowed');
  });

  it('needs a permission of the caller where the role trusts the account, and none where it names them', async () => {
    expect((await refusalOf(assume(ada, 'named'))).code).toBe('allowed');
    expect(await refusalOf(assume(bob, 'by-account'))).toEqual({
      code: 'AccessDenied',
      status: 403,
      message: `User: arn:aws:iam::${account}:user/bob is not authorized to perform: sts:AssumeRole on resource: ${roleArnOf('by-account')} because no identity-based policy allows the sts:AssumeRole action`,
    });
    for (const role of ['named', 'nobody']) {
      expect(await refusalOf(assume(bob, role))).toMatchObject({
        code: 'AccessDenied',
        message: `User: arn:aws:iam::${account}:user/bob is not authorized to perform: sts:AssumeRole on resource: ${roleArnOf(role)}`,
      });
    }
  });

  it('asks for the external id the role wants', async () => {
    expect((await refusalOf(assume(ada, 'by-external-id', { ExternalId: 'album-7' }))).code).toBe('allowed');
    expect((await refusalOf(assume(ada, 'by-external-id', { ExternalId: 'album-8' }))).code).toBe('AccessDenied');
    expect((await refusalOf(assume(ada, 'by-external-id'))).code).toBe('AccessDenied');
  });

  it('asks for the tag the role wants', async () => {
    expect((await refusalOf(assume(ada, 'by-team'))).code).toBe('allowed');
  });

  it('takes each code of an MFA device once, and from its owner only', async () => {
    const withCode = (keys: ClientKeys, TokenCode?: string, SerialNumber?: string) =>
      refusalOf(assume(keys, 'by-mfa', { ...(TokenCode === undefined ? {} : { TokenCode }), ...(SerialNumber === undefined ? {} : { SerialNumber }) }));
    const code = () => aws.emulator.admin.mfaCode(phone);
    const failed = 'MultiFactorAuthentication failed';
    expect((await withCode(ada)).code).toBe('AccessDenied');
    expect((await withCode(ada, code())).message).toBe(`${failed}, must provide both MFA serial number and one time pass code.`);
    const unknown = `${failed}, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.`;
    expect((await withCode(bob, code(), phone)).message).toBe(unknown);
    expect((await withCode(ada, code(), `${phone}-2`)).message).toBe(unknown);
    const wrong = `${failed} with invalid MFA one time pass code.`;
    expect(await withCode(ada, code() === '000000' ? '000001' : '000000', phone)).toEqual({ code: 'AccessDenied', status: 403, message: wrong });
    expect((await withCode(ada, code(), phone)).code).toBe('allowed');
    expect((await withCode(ada, code(), phone)).message).toBe(wrong);
    aws.emulator.clock.advance(30_000);
    expect((await withCode(ada, code(), phone)).code).toBe('allowed');
  });

  it('refuses what makes no sense with AWS’s sentence', async () => {
    const cases: readonly [Partial<AssumeRoleCommandInput>, string, RegExp][] = [
      [{ ExternalId: 'a' }, 'ValidationError', /'externalId' failed .* greater than or equal to 2$/],
      [{ SourceIdentity: 'a b' }, 'ValidationError', /'sourceIdentity' failed .* regular expression pattern/],
      [{ ProvidedContexts: [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/x', ContextAssertion: 'abcd' }] }, 'ValidationError', /does not offer ProvidedContexts/],
      [{ Tags: [{ Key: 'a', Value: 'b' }, { Key: 'A', Value: 'c' }] }, 'InvalidParameterValue', /^Duplicate tag keys found/],
      [{ Tags: [{ Key: 'aws:x', Value: 'b' }] }, 'InvalidParameterValue', /begin with aws:/],
      [{ Tags: [{ Key: 'x', Value: '<b>' }] }, 'ValidationError', /'value' failed .* regular expression pattern/],
      [{ TransitiveTagKeys: ['a'] }, 'InvalidParameterValue', /must be included in the requested tags/],
      [{ Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' })) }, 'ValidationError', /less than or equal to 50$/],
    ];
    for (const [input, code, message] of cases) {
      const refusal = await refusalOf(assume(ada, 'by-tags', input));
      expect(refusal.code).toBe(code);
      expect(refusal.message).toMatch(message);
    }
  });

  it('is refused to unsigned and forged requests', async () => {
    expect((await refusalOf(assume({ ...ada, secretAccessKey: 'x' }, 'named'))).code).toBe('SignatureDoesNotMatch');
    const body = `Action=AssumeRole&Version=2011-06-15&RoleArn=${roleArnOf('named')}&RoleSessionName=ada`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await aws.emulator.handle(new Request('https://sts.amazonaws.com/', { method: 'POST', headers, body }));
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('<Code>MissingAuthenticationToken</Code>')]);
  });

  it('makes the id of user and session a policy variable', async () => {
    const answer = await assume(ada, 'by-userid');
    expect(await aws.listBucket(keysOf(answer), 'album', `${answer.AssumedRoleUser?.AssumedRoleId}/`)).toBe('allowed');
    expect(await aws.listBucket(keysOf(answer), 'album', 'AROAEMU:grace/')).toBe('AccessDenied');
  });
});

describe('chained roles', () => {
  it('follow the policies of the role that assumes the next', async () => {
    const first = keysOf(await assume(ada, 'by-own-policy'));
    expect(await assume(first, 'next')).toMatchObject({ AssumedRoleUser: { Arn: `arn:aws:sts::${account}:assumed-role/next/ada` } });
    const powerless = keysOf(await assume(ada, 'by-powerless'));
    expect((await refusalOf(assume(powerless, 'next'))).code).toBe('AccessDenied');
    expect((await refusalOf(assume(powerless, 'next-named'))).code).toBe('allowed');
  });

  it('live an hour at most, whatever the role allows', async () => {
    const tooLong = { code: 'ValidationError', message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.' };
    const first = keysOf(await assume(ada, 'by-own-policy'));
    expect(await refusalOf(assume(first, 'next', { DurationSeconds: 3601 }))).toMatchObject(tooLong);
    expect((await refusalOf(assume(first, 'next', { DurationSeconds: 3600 }))).code).toBe('allowed');
    expect((await refusalOf(assume(ada, 'by-account', { DurationSeconds: 43_200 }))).code).toBe('allowed');
    expect(await refusalOf(assume(keysOf(await sessionToken(ada)), 'by-account', { DurationSeconds: 3601 }))).toMatchObject(tooLong);
  });

  it('cannot be reached from a session whose policy leaves it out, unless the next role trusts that very session', async () => {
    const Policy = JSON.stringify(policyOf(allow('s3:*')));
    const narrowed = keysOf(await assume(ada, 'by-powerless', { Policy }));
    expect(await refusalOf(assume(narrowed, 'next-named'))).toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('because no session policy allows the sts:AssumeRole action'),
    });
    expect((await refusalOf(assume(narrowed, 'next-session'))).code).toBe('allowed');
  });

  it('keep transitive tags and the source identity, and let nobody change them', async () => {
    const tagged = keysOf(
      await assume(ada, 'by-tags', { Tags: [{ Key: 'project', Value: 'engine' }, { Key: 'desk', Value: '7' }], TransitiveTagKeys: ['project'] }),
    );
    expect(await aws.listBucket(tagged, 'album', 'engine/')).toBe('allowed');
    expect(await aws.listBucket(tagged, 'album', 'loom/')).toBe('AccessDenied');
    expect((await refusalOf(assume(tagged, 'next-tagged'))).code).toBe('allowed');
    expect(await refusalOf(assume(tagged, 'next-tagged', { Tags: [{ Key: 'Project', Value: 'loom' }] }))).toMatchObject({
      code: 'InvalidParameterValue',
      message: "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    });
    expect((await refusalOf(assume(tagged, 'next'))).message).toContain('sts:TagSession');

    const first = await assume(ada, 'by-source', { SourceIdentity: 'lovelace' });
    expect(first.SourceIdentity).toBe('lovelace');
    const second = await assume(keysOf(first), 'by-source');
    expect(second.SourceIdentity).toBe('lovelace');
    expect(await aws.listBucket(keysOf(second), 'album', 'lovelace/')).toBe('allowed');
    expect(await aws.listBucket(keysOf(second), 'album', 'hopper/')).toBe('AccessDenied');
    expect((await refusalOf(assume(keysOf(first), 'by-source', { SourceIdentity: 'hopper' }))).code).toBe('AccessDenied');
    expect((await refusalOf(assume(keysOf(first), 'by-account'))).message).toContain('sts:SetSourceIdentity');
  });
});

describe('a region in which STS is not activated', () => {
  it('hands out no credentials, and still says who one is', async () => {
    aws = createStsAccount({ ...seed, stsDisabledRegions: ['eu-south-1'] });
    const there = aws.sts(ada, 'eu-south-1');
    const disabled = { code: 'RegionDisabledException', status: 403 };
    expect(await refusalOf(there.send(new GetSessionTokenCommand({})))).toMatchObject(disabled);
    const RoleArn = roleArnOf('named');
    expect(await refusalOf(there.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ada' })))).toMatchObject(disabled);
    expect((await there.send(new GetCallerIdentityCommand({}))).Arn).toBe(adaArn);
    expect((await refusalOf(assume(ada, 'named'))).code).toBe('allowed');
  });
});

describe('GetSessionToken', () => {
  it('gives temporary credentials of the user, for twelve hours unless asked otherwise', async () => {
    const answer = await sessionToken(ada);
    expect(answer.Credentials?.Expiration).toEqual(new Date((Math.floor(aws.emulator.clock.now() / 1000) + 43_200) * 1000));
    const { Arn } = await aws.sts(keysOf(answer)).send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(adaArn);
    expect(await aws.listBucket(keysOf(answer), 'album')).toBe('allowed');
    expect(await aws.listBucket(keysOf(answer), 'other')).toBe('AccessDenied');
    expect((await refusalOf(sessionToken(ada, { DurationSeconds: 129_601 }))).code).toBe('ValidationError');
    expect((await refusalOf(sessionToken(ada, { DurationSeconds: 129_600 }))).code).toBe('allowed');
  });

  it('remembers an MFA code for roles that ask for one', async () => {
    const TokenCode = aws.emulator.admin.mfaCode(phone);
    const withMfa = keysOf(await sessionToken(ada, { SerialNumber: phone, TokenCode }));
    expect((await refusalOf(assume(withMfa, 'by-mfa'))).code).toBe('allowed');
    expect((await refusalOf(assume(keysOf(await sessionToken(ada)), 'by-mfa'))).code).toBe('AccessDenied');
    expect((await refusalOf(assume(withMfa, 'by-recent-mfa'))).code).toBe('allowed');
    aws.emulator.clock.advance(60_000);
    expect((await refusalOf(assume(withMfa, 'by-recent-mfa'))).code).toBe('AccessDenied');
    expect((await refusalOf(assume(withMfa, 'by-mfa'))).code).toBe('allowed');
  });

  it('is for long-lived keys only', async () => {
    const refused = { code: 'AccessDenied', status: 403, message: 'Cannot call GetSessionToken with session credentials' };
    expect(await refusalOf(sessionToken(keysOf(await sessionToken(ada))))).toEqual(refused);
    expect(await refusalOf(sessionToken(keysOf(await assume(ada, 'by-account'))))).toEqual(refused);
  });
});

describe('session policies', () => {
  const listAlbum = policyOf(allow('s3:ListBucket', 'arn:aws:s3:::album'));

  it('narrow a session to what they and the role allow', async () => {
    const narrowed = keysOf(await assume(ada, 'by-account', { Policy: JSON.stringify(listAlbum) }));
    expect(await aws.listBucket(narrowed, 'album')).toBe('allowed');
    expect(await aws.listBucket(narrowed, 'other')).toBe('AccessDenied');
    const Policy = JSON.stringify(policyOf(allow('*')));
    const widened = keysOf(await assume(ada, 'by-userid', { Policy }));
    expect(await aws.listBucket(widened, 'other')).toBe('AccessDenied');
  });

  it('may be managed ones, together with one of your own', async () => {
    const PolicyArns = [{ arn: `arn:aws:iam::${account}:policy/album-only` }];
    const managed = keysOf(await assume(ada, 'by-account', { PolicyArns }));
    expect(await aws.listBucket(managed, 'album')).toBe('allowed');
    expect(await aws.listBucket(managed, 'other')).toBe('AccessDenied');
    const Policy = JSON.stringify(policyOf(allow('s3:ListBucket', 'arn:aws:s3:::other')));
    expect(await aws.listBucket(keysOf(await assume(ada, 'by-account', { PolicyArns, Policy })), 'other')).toBe('allowed');
    const readOnly = keysOf(await assume(ada, 'by-account', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }] }));
    expect(await aws.listBucket(readOnly, 'other')).toBe('allowed');
    expect((await refusalOf(assume(ada, 'by-account', { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/Nothing' }] }))).code).toBe('MalformedPolicyDocument');
  });

  it.each<[string, string]>([
    ['{"Version":', 'This policy contains invalid Json'],
    ['[]', 'Syntax errors in policy.'],
    ['{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    ['{"Version":"2012-10-18","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}', 'Syntax errors in policy.'],
    ['{"Statement":{"Effect":"allow","Action":"*","Resource":"*"}}', 'Syntax errors in policy.'],
    ['{"Statement":{"Effect":"Allow","Resource":"*"}}', 'Policy statement must contain actions.'],
    ['{"Statement":{"Effect":"Allow","Action":"*"}}', 'Policy statement must contain resources.'],
    ['{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}', 'Policy document should not specify a principal.'],
    ['{"Statement":{"Effect":"Allow","Action":"GetObject","Resource":"*"}}', 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
    ['{"Statement":{"Effect":"Allow","Action":"*","Resource":"album"}}', 'Resource album must be in ARN format or "*".'],
    ['{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringIs":{"a":"b"}}}}', 'Invalid Condition type : StringIs.'],
    ['{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Actions":"*"}}', 'Syntax errors in policy.'],
    ['{"Statement":{"Effect":"Allow","Action":"*","NotAction":"s3:*","Resource":"*"}}', 'Syntax errors in policy.'],
  ])('must be policies: %s', async (Policy, message) => {
    expect(await refusalOf(assume(ada, 'by-account', { Policy }))).toEqual({ code: 'MalformedPolicyDocument', status: 400, message });
  });

  it('have 2,048 characters at most, and say how much of the space they take', async () => {
    const padded = JSON.stringify(listAlbum).padEnd(2048);
    const { PackedPolicySize } = await assume(ada, 'by-account', { Policy: padded });
    expect(PackedPolicySize).toBe((await assume(ada, 'by-account', { Policy: JSON.stringify(listAlbum) })).PackedPolicySize);
    expect(PackedPolicySize).toBeGreaterThan(0);
    const { code, message } = await refusalOf(assume(ada, 'by-account', { Policy: `${padded} ` }));
    expect(code).toBe('ValidationError');
    expect(message).toMatch(/at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048$/);
  });

  it('can be short enough and still too large when packed', async () => {
    const resources = Array.from({ length: 30 }, () => `arn:aws:s3:::${crypto.randomUUID()}`);
    const Policy = JSON.stringify(policyOf(allow('s3:GetObject', resources)));
    expect(Policy.length).toBeLessThan(2048);
    const { code, status, message } = await refusalOf(assume(ada, 'by-account', { Policy }));
    expect([code, status]).toEqual(['PackedPolicyTooLarge', 400]);
    expect(message).toMatch(/^Packed policy consumes \d{3}% of allotted space, please use smaller policy\.$/);
    const Tags = Array.from({ length: 9 }, (_, index) => ({ Key: `T${index}`, Value: 'a'.repeat(250) }));
    expect((await refusalOf(assume(ada, 'by-tags', { Tags }))).message).toBe('Packed size of session tags consumes 498% of allotted space.');
  });
});
