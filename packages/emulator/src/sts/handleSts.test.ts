import { GetCallerIdentityCommand, GetFederationTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { createEnforcedAws } from '../gate/enforcedAws.test.fixture.ts';

async function createClient() {
  const aws = createEnforcedAws({});
  const credentials = await aws.issue();
  return { aws, client: new STSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566', credentials, requestHandler: aws.requestHandler, maxAttempts: 1 }) };
}

function post(body: string): Request {
  return new Request('http://localhost:4566/', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
}

it('says who one is, whatever one may do', async () => {
  const aws = createEnforcedAws({ statements: [{ Effect: 'Deny', Action: '*', Resource: '*' }] });
  const client = new STSClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566', credentials: await aws.issue(), requestHandler: aws.requestHandler });
  const { Account } = await client.send(new GetCallerIdentityCommand({}));
  expect(Account).toBe('000000000000');
});

it('has an AWS error for actions and versions it does not know', async () => {
  const { client, aws } = await createClient();
  await expect(client.send(new GetFederationTokenCommand({ Name: 'ada' }))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: 'Could not find operation GetFederationToken for version 2011-06-15',
    $metadata: { httpStatusCode: 400 },
  });
  const answers = await Promise.all(
    ['Action=GetCallerIdentity', 'Action=GetCallerIdentity&Version=2010-05-08', 'Version=2011-06-15'].map(async (body) =>
      /<Code>(.*?)<\/Code>/.exec(await (await aws.handle(post(body))).text())?.[1],
    ),
  );
  expect(answers).toEqual(['InvalidAction', 'InvalidAction', 'MissingAction']);
});

it('answers an unsigned request in the XML of STS, with a request id in header and body', async () => {
  const { aws } = await createClient();
  const answer = await aws.handle(post('Action=GetCallerIdentity&Version=2011-06-15'));
  const xml = await answer.text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/xml']);
  expect(xml).toContain('<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>MissingAuthenticationToken</Code>');
  expect(xml).toContain(`<RequestId>${answer.headers.get('x-amzn-requestid')}</RequestId>`);
});
