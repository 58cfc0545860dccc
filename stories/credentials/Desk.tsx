import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { emulatorDefaults } from '@valetkey/emulator';
import { useCan, useClient } from '@valetkey/react';
import { useState, type ReactElement } from 'react';
import { Card } from '../stage/Card.tsx';
import { Facts } from '../stage/Facts.tsx';
import { BUCKET } from './scopeSeed.ts';

const { accountId, bucket, region, table } = emulatorDefaults;
const PHOTO = 'public/pier.jpg';

/** Three things to try with S3 and one with DynamoDB: what the policy around lets one expect, and what AWS says. */
export function Desk({ title }: { readonly title: string }): ReactElement {
  const s3 = useClient(S3Client, { maxAttempts: 1 });
  const dynamo = useClient(DynamoDBClient, { maxAttempts: 1 });
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, string>>>({});
  const hints = {
    look: useCan('s3:GetObject', `${BUCKET}/${PHOTO}`),
    list: useCan('s3:ListBucket', BUCKET),
    upload: useCan('s3:PutObject', `${BUCKET}/${PHOTO}`),
    caption: useCan('dynamodb:GetItem', `arn:aws:dynamodb:${region}:${accountId}:table/${table}`),
  };

  const tryAll = (): void => {
    const attempts: Readonly<Record<keyof typeof hints, Promise<unknown>>> = {
      look: s3.send(new GetObjectCommand({ Bucket: bucket, Key: PHOTO })),
      list: s3.send(new ListObjectsV2Command({ Bucket: bucket })),
      upload: s3.send(new PutObjectCommand({ Bucket: bucket, Key: PHOTO, Body: 'a new photo' })),
      caption: dynamo.send(new GetItemCommand({ TableName: table, Key: { owner: { S: 'ada' }, photo: { S: PHOTO } } })),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      attempt
        .then(() => 'allowed')
        .catch((error: unknown) => (error instanceof Error ? error.name.replace(/Exception$/, '') : 'failed'))
        .then((outcome) => setOutcomes((before) => ({ ...before, [name]: outcome })))
        .catch(() => undefined);
    }
  };

  const facts = Object.entries(hints).map(([name, hint]) => [name, `${outcomes[name] ?? 'not tried'} (hint: ${hint})`]);
  return (
    <Card title={title}>
      <Facts facts={Object.fromEntries(facts)} />
      <button type="button" onClick={tryAll}>
        Try all
      </button>
    </Card>
  );
}
