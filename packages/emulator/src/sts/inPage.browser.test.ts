import { AssumeRoleWithSAMLCommand, AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { createEmulator } from '../index.ts';
import { createInPageRequestHandler } from '../in-page/index.ts';

const roleArn = 'arn:aws:iam::000000000000:role/member';
const samlArn = 'arn:aws:iam::000000000000:saml-provider/Office';
const google = 'accounts.google.com';

function createAws() {
  const emulator = createEmulator({
    seed: {
      loginProviders: [{ name: google, clientIds: ['album'] }],
      samlProviders: [{ name: 'Office', entityId: 'https://idp.office.example' }],
      roles: [
        {
          arn: roleArn,
          trustPolicy: {
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: { Federated: [google, samlArn] },
              Action: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'],
            },
          },
          policies: [],
        },
      ],
    },
  });
  const config = { region: 'eu-west-1', credentials: { accessKeyId: '', secretAccessKey: '' }, requestHandler: createInPageRequestHandler(emulator), maxAttempts: 1 };
  return { emulator, config, sts: new STSClient(config) };
}

it('takes a login token in a page, and its credentials say who one is', async () => {
  const { emulator, config, sts } = createAws();
  const WebIdentityToken = await emulator.admin.issueLoginToken({ provider: google, subject: '1148' });
  const { Credentials } = await sts.send(new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn, RoleSessionName: 'ada', WebIdentityToken }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const { Arn } = await new STSClient({ ...config, credentials }).send(new GetCallerIdentityCommand({}));
  expect(Arn).toBe('arn:aws:sts::000000000000:assumed-role/member/ada');
});

it('signs and verifies SAML in a page, with the browser’s own XML', async () => {
  const { emulator, sts } = createAws();
  const response = await emulator.admin.issueSamlResponse({ provider: 'Office', subject: 'Ädä & co', sessionName: 'ada', roles: [roleArn] });
  const assume = (SAMLAssertion: string) => sts.send(new AssumeRoleWithSAMLCommand({ RoleArn: roleArn, PrincipalArn: samlArn, SAMLAssertion }));
  expect((await assume(response)).Subject).toBe('Ädä & co');
  const forged = btoa(atob(response).replace('& co', '& ca').replace('&amp; co', '&amp; ca'));
  expect(forged).not.toBe(response);
  await expect(assume(forged)).rejects.toMatchObject({ name: 'InvalidIdentityTokenException', message: 'Response signature invalid' });
});
