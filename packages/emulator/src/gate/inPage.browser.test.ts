import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, it } from 'vitest';
import { createEnforcedAws } from './enforcedAws.test.fixture.ts';

const region = 'eu-west-1';
const endpoint = 'http://localhost:4566';

it('verifies what unmodified clients sign in a page, where Request drops the host header', async () => {
  const aws = createEnforcedAws({
    buckets: [{ name: 'album', region }],
    tables: [
      {
        name: 'captions',
        keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    ],
  });
  const { requestHandler } = aws;
  const config = { region, endpoint, credentials: await aws.issue(), requestHandler, maxAttempts: 1 };

  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const object = { Bucket: 'album', Key: "me/it's (1) é.txt" };
  await s3.send(new PutObjectCommand({ ...object, Body: new TextEncoder().encode('pixels'), ContentType: 'text/plain' }));
  expect(await (await s3.send(new GetObjectCommand(object))).Body?.transformToString()).toBe('pixels');
  expect((await s3.send(new ListObjectsV2Command({ Bucket: 'album', Prefix: 'me/' }))).KeyCount).toBe(1);
  const presigned = await getSignedUrl(s3, new GetObjectCommand(object));
  expect(await (await aws.handle(new Request(presigned))).text()).toBe('pixels');

  const dynamoDb = new DynamoDBClient(config);
  await dynamoDb.send(new PutItemCommand({ TableName: 'captions', Item: { id: { S: 'a' }, caption: { S: 'é' } } }));
  expect((await dynamoDb.send(new GetItemCommand({ TableName: 'captions', Key: { id: { S: 'a' } } }))).Item?.['caption']).toEqual({ S: 'é' });

  const { Account } = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  expect(Account).toBe('000000000000');
  const forged = { ...config.credentials, secretAccessKey: 'x' };
  await expect(new STSClient({ ...config, credentials: forged }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
});
