import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  ListBackupsCommand,
  paginateQuery,
  paginateScan,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { crc32 } from '@aws-crypto/crc32';
import { describe, expect, it } from 'vitest';
import { createEnforcedAws, type EnforcedAws } from '../gate/enforcedAws.test.fixture.ts';
import { createInPageRequestHandler } from '../in-page/createInPageRequestHandler.ts';
import type { PolicyStatement } from '../iam/policyDocument.ts';
import type { DynamoDbTableOptions } from './dynamoDbState.ts';

const TableName = 'captions';
const captions: DynamoDbTableOptions = {
  name: TableName,
  keySchema: [
    { AttributeName: 'album', KeyType: 'HASH' },
    { AttributeName: 'photo', KeyType: 'RANGE' },
  ],
  attributeDefinitions: [
    { AttributeName: 'album', AttributeType: 'S' },
    { AttributeName: 'photo', AttributeType: 'N' },
  ],
};

const createAws = (statements?: readonly PolicyStatement[]) =>
  createEnforcedAws({ tables: [captions], ...(statements === undefined ? {} : { statements }) });

async function createClient(aws: EnforcedAws, variables: Record<string, string> = {}): Promise<DynamoDBClient> {
  const credentials = await aws.issue({ variables });
  return new DynamoDBClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566', credentials, requestHandler: aws.requestHandler, maxAttempts: 1 });
}

async function errorOf(call: Promise<unknown>): Promise<[name: string, message: string]> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof DynamoDBServiceException)) throw error;
    expect(error.$metadata.httpStatusCode).toBe(400);
    return [error.name, error.message];
  }
  throw new Error('The call was not refused.');
}

const put = (client: DynamoDBClient, album: string, photo: number | string, rest = {}) =>
  client.send(new PutItemCommand({ TableName, Item: { album: { S: album }, photo: { N: String(photo) }, ...rest } }));
const keyOf = (album: string, photo: number | string) => ({ album: { S: album }, photo: { N: String(photo) } });

async function createAlbum(): Promise<DynamoDBClient> {
  const client = await createClient(createAws());
  for (const photo of [1, 2, 3, 10, 20, -5]) await put(client, 'summer', photo, { caption: { S: `photo ${photo}` }, likes: { N: String(photo) } });
  await put(client, 'winter', 1, { caption: { S: 'snow' } });
  return client;
}

describe('items', () => {
  it('come back as they were put, numbers in one spelling', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    const rest = {
      text: { S: '' },
      bytes: { B: new Uint8Array([0, 255]) },
      yes: { BOOL: true },
      none: { NULL: true },
      set: { NS: ['1.50', '2'] },
      list: { L: [{ M: { deep: { S: 'é' } } }] },
    };
    await put(client, 'summer', '1.0', rest);
    expect(aws.changes()).toBe(1);
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf('summer', 1) }));
    expect(Item).toEqual({ ...keyOf('summer', 1), ...rest, set: { NS: ['1.5', '2'] } });
    expect(await client.send(new GetItemCommand({ TableName, Key: keyOf('summer', 2) }))).not.toHaveProperty('Item');
  });

  it('are found by keys with names and values that look like members of every object', async () => {
    const client = await createClient(createAws());
    await put(client, '__proto__', 1, JSON.parse('{"__proto__": {"S": "x"}, "constructor": {"S": "y"}}'));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: keyOf('__proto__', 1) }));
    expect(Object.keys(Item ?? {}).toSorted((one, other) => one.localeCompare(other))).toEqual(['__proto__', 'album', 'constructor', 'photo']);
    expect(await errorOf(client.send(new GetItemCommand({ TableName: 'constructor', Key: keyOf('a', 1) })))).toEqual([
      'ResourceNotFoundException',
      'Requested resource not found',
    ]);
  });

  it('are replaced whole by PutItem, and deleted by DeleteItem, which can return what was there', async () => {
    const client = await createClient(createAws());
    await put(client, 'summer', 1, { a: { S: 'old' } });
    const replaced = await client.send(
      new PutItemCommand({ TableName, Item: { ...keyOf('summer', 1), b: { S: 'new' } }, ReturnValues: 'ALL_OLD' }),
    );
    expect(replaced.Attributes).toEqual({ ...keyOf('summer', 1), a: { S: 'old' } });
    const deleted = await client.send(new DeleteItemCommand({ TableName, Key: keyOf('summer', 1), ReturnValues: 'ALL_OLD' }));
    expect(deleted.Attributes).toEqual({ ...keyOf('summer', 1), b: { S: 'new' } });
    expect(await client.send(new DeleteItemCommand({ TableName, Key: keyOf('summer', 1), ReturnValues: 'ALL_OLD' }))).not.toHaveProperty('Attributes');
  });

  it('are written only when the condition holds', async () => {
    const client = await createClient(createAws());
    const create = () =>
      client.send(
        new PutItemCommand({
          TableName,
          Item: { ...keyOf('summer', 1), caption: { S: 'first' } },
          ConditionExpression: 'attribute_not_exists(album)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { ...keyOf('summer', 1), caption: { S: 'first' } },
    });
    const remove = (caption: string) =>
      client.send(
        new DeleteItemCommand({
          TableName,
          Key: keyOf('summer', 1),
          ConditionExpression: 'caption = :c',
          ExpressionAttributeValues: { ':c': { S: caption } },
        }),
      );
    expect((await errorOf(remove('second')))[0]).toBe('ConditionalCheckFailedException');
    await remove('first');
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(0);
  });

  it.each([
    ['ALL_OLD', { ...keyOf('summer', 1), likes: { N: '1' }, caption: { S: 'x' } }],
    ['UPDATED_OLD', { likes: { N: '1' } }],
    ['ALL_NEW', { ...keyOf('summer', 1), likes: { N: '3' }, caption: { S: 'x' }, seen: { BOOL: true } }],
    ['UPDATED_NEW', { likes: { N: '3' }, seen: { BOOL: true } }],
    ['NONE', undefined],
  ] as const)('are updated, returning %s', async (ReturnValues, expected) => {
    const client = await createClient(createAws());
    await put(client, 'summer', 1, { likes: { N: '1' }, caption: { S: 'x' } });
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName,
        Key: keyOf('summer', 1),
        UpdateExpression: 'SET #likes = #likes + :two, seen = :true',
        ExpressionAttributeNames: { '#likes': 'likes' },
        ExpressionAttributeValues: { ':two': { N: '2' }, ':true': { BOOL: true } },
        ReturnValues,
      }),
    );
    expect(Attributes).toEqual(expected);
  });

  it('are created by an update of what is not there', async () => {
    const client = await createClient(createAws());
    const update = () =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: keyOf('summer', 1),
          UpdateExpression: 'ADD likes :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
          ReturnValues: 'ALL_NEW',
        }),
      );
    expect((await update()).Attributes).toEqual({ ...keyOf('summer', 1), likes: { N: '1' } });
    expect((await update()).Attributes).toEqual({ ...keyOf('summer', 1), likes: { N: '2' } });
  });

  it('can be read in part', async () => {
    const client = await createClient(createAws());
    await put(client, 'summer', 1, { tags: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] }, exif: { M: { iso: { N: '100' }, lens: { S: '50mm' } } } });
    const { Item } = await client.send(
      new GetItemCommand({ TableName, Key: keyOf('summer', 1), ProjectionExpression: 'tags[2], tags[0], exif.iso, absent' }),
    );
    expect(Item).toEqual({ tags: { L: [{ S: 'a' }, { S: 'c' }] }, exif: { M: { iso: { N: '100' } } } });
  });
});

describe('queries', () => {
  const photosOf = async (client: DynamoDBClient, condition: string, values = {}, rest: Partial<QueryCommandInput> = {}) => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ':a': { S: 'summer' }, ...values },
        ...rest,
      }),
    );
    return Items?.map(({ photo }) => Number(photo?.N));
  };

  it.each<[string, object, number[]]>([
    ['album = :a', {}, [-5, 1, 2, 3, 10, 20]],
    [':a = album', {}, []],
    ['album = :a AND photo = :n', { ':n': { N: '2.0' } }, [2]],
    ['photo < :n AND album = :a', { ':n': { N: '3' } }, [-5, 1, 2]],
    ['album = :a AND photo <= :n', { ':n': { N: '3' } }, [-5, 1, 2, 3]],
    ['album = :a AND photo > :n', { ':n': { N: '3' } }, [10, 20]],
    ['album = :a AND photo >= :n', { ':n': { N: '10' } }, [10, 20]],
    ['(album = :a) AND (photo BETWEEN :n AND :m)', { ':n': { N: '2' }, ':m': { N: '10' } }, [2, 3, 10]],
  ])('%s', async (condition, values, expected) => {
    const client = await createAlbum();
    const found = photosOf(client, condition, values);
    await (expected.length === 0 ? expect(found).rejects.toThrow('Query key condition not supported') : expect(found).resolves.toEqual(expected));
  });

  it('run backwards, filter after reading, project and count', async () => {
    const client = await createAlbum();
    expect(await photosOf(client, 'album = :a', {}, { ScanIndexForward: false, Limit: 2 })).toEqual([20, 10]);
    const filtered = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'album = :a',
        FilterExpression: 'likes >= :n',
        ProjectionExpression: 'caption',
        ExpressionAttributeValues: { ':a': { S: 'summer' }, ':n': { N: '10' } },
      }),
    );
    expect(filtered).toMatchObject({ Count: 2, ScannedCount: 6, Items: [{ caption: { S: 'photo 10' } }, { caption: { S: 'photo 20' } }] });
    const counted = await client.send(
      new QueryCommand({ TableName, KeyConditionExpression: 'album = :a', ExpressionAttributeValues: { ':a': { S: 'summer' } }, Select: 'COUNT' }),
    );
    expect([counted.Count, counted.Items]).toEqual([6, undefined]);
  });

  it.each([1, 2, 6])('come in pages of %i, in either direction, also when the last item read is gone', async (pageSize) => {
    for (const ScanIndexForward of [true, false]) {
      const client = await createAlbum();
      const seen: number[] = [];
      const input = { TableName, KeyConditionExpression: 'album = :a', ExpressionAttributeValues: { ':a': { S: 'summer' } }, ScanIndexForward };
      for await (const { Items = [], LastEvaluatedKey } of paginateQuery({ client, pageSize }, input)) {
        seen.push(...Items.map(({ photo }) => Number(photo?.N)));
        if (LastEvaluatedKey !== undefined) await client.send(new DeleteItemCommand({ TableName, Key: LastEvaluatedKey }));
      }
      const ascending = [-5, 1, 2, 3, 10, 20];
      expect(seen).toEqual(ScanIndexForward ? ascending : ascending.toReversed());
    }
  });

  it('say that more may follow whenever the limit was reached, as DynamoDB does', async () => {
    const client = await createAlbum();
    const read = (Limit: number) =>
      client.send(new QueryCommand({ TableName, KeyConditionExpression: 'album = :a', ExpressionAttributeValues: { ':a': { S: 'summer' } }, Limit }));
    expect((await read(6)).LastEvaluatedKey).toEqual(keyOf('summer', 20));
    expect((await read(7)).LastEvaluatedKey).toBeUndefined();
  });

  it('order and match text sort keys by their bytes', async () => {
    const client = await createClient(createAws());
    await client.send(
      new CreateTableCommand({
        TableName: 'texts',
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 's', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'p', AttributeType: 'S' },
          { AttributeName: 's', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    for (const s of ['b', 'a#2', 'a#10', 'Z', '\u{1F600}', '\uFFFD']) {
      await client.send(new PutItemCommand({ TableName: 'texts', Item: { p: { S: 'x' }, s: { S: s } } }));
    }
    const find = async (condition: string, values: object) => {
      const { Items } = await client.send(
        new QueryCommand({ TableName: 'texts', KeyConditionExpression: condition, ExpressionAttributeValues: { ':p': { S: 'x' }, ...values } }),
      );
      return Items?.map(({ s }) => s?.S);
    };
    expect(await find('p = :p', {})).toEqual(['Z', 'a#10', 'a#2', 'b', '\uFFFD', '\u{1F600}']);
    expect(await find('p = :p AND begins_with(s, :s)', { ':s': { S: 'a#' } })).toEqual(['a#10', 'a#2']);
  });

  it.each<[string, object, string]>([
    ['photo = :a', {}, 'Query condition missed key schema element: album'],
    ['album > :a', {}, 'Query condition missed key schema element: album'],
    ['album = :a OR photo = :n', { ':n': { N: '1' } }, 'Query key condition not supported'],
    ['album = :a AND photo <> :n', { ':n': { N: '1' } }, 'Query key condition not supported'],
    ['album = :a AND caption = :n', { ':n': { S: 'x' } }, 'Query key condition not supported'],
    ['album = :a AND photo = :n', { ':n': { S: '1' } }, 'One or more parameter values were invalid: Condition parameter type does not match schema type'],
    ['album = :a', { ':unused': { S: '1' } }, 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}'],
  ])('refuse %s', async (condition, values, message) => {
    const client = await createAlbum();
    await expect(photosOf(client, condition, values)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('refuse a filter on key attributes', async () => {
    const client = await createAlbum();
    await expect(photosOf(client, 'album = :a', { ':n': { N: '1' } }, { FilterExpression: 'photo = :n' })).rejects.toThrow(
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: photo',
    );
  });
});

describe('scans', () => {
  it.each([1, 3, 7])('read every item once in pages of %i', async (pageSize) => {
    const client = await createAlbum();
    const seen = new Set<string>();
    let count = 0;
    for await (const { Items = [] } of paginateScan({ client, pageSize }, { TableName })) {
      for (const { album, photo } of Items) seen.add(`${album?.S} ${photo?.N}`);
      count += Items.length;
    }
    expect([count, seen.size]).toEqual([7, 7]);
  });

  it('filter, and stop at a megabyte', async () => {
    const client = await createClient(createAws());
    for (const photo of [1, 2, 3, 4]) await put(client, 'big', photo, { data: { S: 'x'.repeat(390_000) } });
    const page = await client.send(new ScanCommand({ TableName, FilterExpression: 'photo > :n', ExpressionAttributeValues: { ':n': { N: '2' } } }));
    expect([page.ScannedCount, page.Count]).toEqual([3, 1]);
    expect(page.LastEvaluatedKey).toEqual(keyOf('big', 3));
  });
});

describe('batches', () => {
  it('write and read many items', async () => {
    const client = await createClient(createAws());
    await put(client, 'summer', 9);
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: [
            { PutRequest: { Item: { ...keyOf('summer', 1), caption: { S: 'one' } } } },
            { DeleteRequest: { Key: keyOf('summer', 9) } },
          ],
        },
      }),
    );
    const { Responses } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [keyOf('summer', 1), keyOf('summer', 9)], ProjectionExpression: 'caption' } } }),
    );
    expect(Responses).toEqual({ [TableName]: [{ caption: { S: 'one' } }] });
  });

  it('write nothing when one request is wrong', async () => {
    const aws = createAws();
    const client = await createClient(aws);
    const write = (...requests: object[]) => errorOf(client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } })));
    const one = { PutRequest: { Item: keyOf('summer', 1) } };
    expect(await write(one, { PutRequest: { Item: { album: { S: 'summer' } } } })).toEqual([
      'ValidationException',
      'One or more parameter values were invalid: Missing the key photo in the item',
    ]);
    expect((await write(one, one))[1]).toBe('Provided list of item keys contains duplicates');
    expect((await write(...Array.from({ length: 26 }, (_, photo) => ({ PutRequest: { Item: keyOf('summer', photo) } }))))[1]).toMatch(/Too many items/);
    expect([aws.state.dynamoDb.tables[TableName]!.items, aws.changes()]).toEqual([{}, 0]);
  });
});

describe('tables', () => {
  it('are created, described, and exist only once', async () => {
    const client = await createClient(createAws());
    const definition = {
      TableName: 'fresh',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
      BillingMode: 'PAY_PER_REQUEST' as const,
    };
    await client.send(new CreateTableCommand(definition));
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'fresh' }));
    expect(Table).toMatchObject({ TableName: 'fresh', TableStatus: 'ACTIVE', ItemCount: 0, KeySchema: definition.KeySchema });
    expect(Table?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:000000000000:table/fresh');
    expect(Table?.CreationDateTime).toBeInstanceOf(Date);
    expect(await errorOf(client.send(new CreateTableCommand(definition)))).toEqual(['ResourceInUseException', 'Table already exists: fresh']);
    expect((await errorOf(client.send(new DescribeTableCommand({ TableName: 'nowhere' }))))[0]).toBe('ResourceNotFoundException');
  });
});

describe('bad input', () => {
  it.each<[string, object, string]>([
    ['no key', { album: { S: 'a' } }, 'One or more parameter values were invalid: Missing the key photo in the item'],
    ['a key of another type', { album: { N: '1' }, photo: { N: '1' } }, 'One or more parameter values were invalid: Type mismatch for key album expected: S actual: N'],
    [
      'an empty key',
      { album: { S: '' }, photo: { N: '1' } },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: album',
    ],
    ['a number that is none', { ...keyOf('a', 'abc') }, 'The parameter cannot be converted to a numeric value: abc'],
    ['an empty set', { ...keyOf('a', 1), s: { SS: [] } }, 'One or more parameter values were invalid: An string set  may not be empty'],
    ['a set with duplicates', { ...keyOf('a', 1), s: { NS: ['1', '1.0'] } }, 'One or more parameter values were invalid: Input collection [1, 1] contains duplicates.'],
    ['an item of more than 400 KB', { ...keyOf('a', 1), s: { S: 'x'.repeat(410_000) } }, 'Item size has exceeded the maximum allowed size'],
  ])('in an item: %s', async (_, Item, message) => {
    const client = await createClient(createAws());
    expect(await errorOf(client.send(new PutItemCommand({ TableName, Item: Item as never })))).toEqual(['ValidationException', message]);
  });

  it.each<[string, object]>([
    ['too few attributes', { album: { S: 'a' } }],
    ['too many', { ...keyOf('a', 1), caption: { S: 'x' } }],
    ['another type', { album: { S: 'a' }, photo: { S: '1' } }],
  ])('in a key: %s', async (_, Key) => {
    const client = await createClient(createAws());
    expect(await errorOf(client.send(new GetItemCommand({ TableName, Key: Key as never })))).toEqual([
      'ValidationException',
      'The provided key element does not match the schema',
    ]);
  });

  it('in an update: the key itself, or an empty expression', async () => {
    const client = await createClient(createAws());
    const update = (UpdateExpression: string) =>
      errorOf(
        client.send(
          new UpdateItemCommand({ TableName, Key: keyOf('a', 1), UpdateExpression, ExpressionAttributeValues: { ':n': { N: '1' } } }),
        ),
      );
    expect(await update('SET photo = :n')).toEqual([
      'ValidationException',
      'One or more parameter values were invalid: Cannot update attribute photo. This attribute is part of the key',
    ]);
    expect(await update('')).toEqual(['ValidationException', 'Invalid UpdateExpression: The expression can not be empty;']);
  });

  it('in an update: growing an item beyond 400 KB', async () => {
    const client = await createClient(createAws());
    const append = () =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: keyOf('a', 1),
          UpdateExpression: 'SET pages = list_append(if_not_exists(pages, :empty), :page)',
          ExpressionAttributeValues: { ':empty': { L: [] }, ':page': { L: [{ S: 'x'.repeat(250_000) }] } },
        }),
      );
    await append();
    expect(await errorOf(append())).toEqual(['ValidationException', 'Item size has exceeded the maximum allowed size']);
  });

  it('is refused where ignoring it would do something else', async () => {
    const client = await createClient(createAws());
    const legacy = new PutItemCommand({ TableName, Item: keyOf('a', 1), Expected: { album: { Exists: false } } });
    expect(await errorOf(client.send(legacy))).toEqual(['ValidationException', 'The emulator does not support the parameter Expected.']);
    expect((await errorOf(client.send(new ScanCommand({ TableName, IndexName: 'by-likes' }))))[0]).toBe('ValidationException');
    expect((await errorOf(client.send(new ListBackupsCommand({}))))[0]).toBe('UnknownOperationException');
  });
});

describe('permissions', () => {
  const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/captions';
  const sub = 'cognito-identity.amazonaws.com:sub';

  it('are needed for each operation and table', async () => {
    const client = await createClient(createAws([{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table }]));
    await client.send(new GetItemCommand({ TableName, Key: keyOf('a', 1) }));
    expect(await errorOf(put(client, 'a', 1))).toEqual([
      'AccessDeniedException',
      `User: arn:aws:sts::000000000000:assumed-role/photographer/test-session is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
    ]);
    const others = [
      new DeleteItemCommand({ TableName, Key: keyOf('a', 1) }),
      new UpdateItemCommand({ TableName, Key: keyOf('a', 1) }),
      new QueryCommand({ TableName, KeyConditionExpression: 'album = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } }),
      new ScanCommand({ TableName }),
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [keyOf('a', 1)] } } }),
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ DeleteRequest: { Key: keyOf('a', 1) } }] } }),
      new DescribeTableCommand({ TableName }),
      new CreateTableCommand({ TableName: 'fresh', KeySchema: [], AttributeDefinitions: [] }),
    ];
    for (const command of others) {
      expect((await errorOf(client.send(command as ScanCommand)))[0], command.constructor.name).toBe('AccessDeniedException');
    }
    expect((await errorOf(client.send(new ScanCommand({ TableName: 'unknown' }))))[0]).toBe('AccessDeniedException');
    expect((await errorOf(client.send(new GetItemCommand({ TableName: 'unknown', Key: keyOf('a', 1) }))))[0]).toBe('AccessDeniedException');
  });

  it('can be limited to items whose partition key is the caller', async () => {
    const aws = createAws([
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
        Resource: table,
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`\${${sub}}`] } },
      },
    ]);
    const client = await createClient(aws, { [sub]: 'me' });
    await put(client, 'me', 1);
    expect((await errorOf(put(client, 'you', 1)))[0]).toBe('AccessDeniedException');
    expect((await errorOf(client.send(new GetItemCommand({ TableName, Key: keyOf('you', 1) }))))[0]).toBe('AccessDeniedException');
    expect((await errorOf(client.send(new UpdateItemCommand({ TableName, Key: keyOf('you', 1) }))))[0]).toBe('AccessDeniedException');
    const queryOf = (album: string) =>
      client.send(new QueryCommand({ TableName, KeyConditionExpression: 'album = :a', ExpressionAttributeValues: { ':a': { S: album } } }));
    expect((await queryOf('me')).Count).toBe(1);
    expect((await errorOf(queryOf('you')))[0]).toBe('AccessDeniedException');
    const batch = new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [keyOf('me', 1), keyOf('you', 1)] } } });
    expect((await errorOf(client.send(batch)))[0]).toBe('AccessDeniedException');
  });

  it('can be limited to some attributes', async () => {
    const aws = createAws([
      {
        Effect: 'Allow',
        Action: 'dynamodb:*',
        Resource: table,
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['album', 'photo', 'caption'] } },
      },
    ]);
    const client = await createClient(aws);
    await put(client, 'a', 1, { caption: { S: 'x' } });
    expect((await errorOf(put(client, 'a', 1, { secret: { S: 'x' } })))[0]).toBe('AccessDeniedException');
    const read = (ProjectionExpression: string) => client.send(new GetItemCommand({ TableName, Key: keyOf('a', 1), ProjectionExpression }));
    expect((await read('caption')).Item).toEqual({ caption: { S: 'x' } });
    expect((await errorOf(read('caption, secret')))[0]).toBe('AccessDeniedException');
  });

  it('can forbid to read without saying what, which reads everything', async () => {
    const aws = createAws([
      { Effect: 'Allow', Action: ['dynamodb:PutItem'], Resource: table },
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
        Resource: table,
        Condition: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['album', 'photo', 'caption'] },
          StringEqualsIfExists: { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES', 'COUNT'] },
        },
      },
    ]);
    const client = await createClient(aws);
    await put(client, 'a', 1, { caption: { S: 'x' }, secret: { S: 'y' } });
    const reads = (projection: { ProjectionExpression?: string }) => {
      const condition = { KeyConditionExpression: 'album = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } };
      return [
        () => client.send(new GetItemCommand({ TableName, Key: keyOf('a', 1), ...projection })),
        () => client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [keyOf('a', 1)], ...projection } } })),
        () => client.send(new QueryCommand({ TableName, ...condition, ...projection })),
        () => client.send(new ScanCommand({ TableName, ...projection })),
      ];
    };
    const specific = { TableName, Select: 'SPECIFIC_ATTRIBUTES' as const };
    expect((await errorOf(client.send(new ScanCommand(specific))))[0]).toBe('AccessDeniedException');
    const counted = { TableName, Select: 'COUNT' as const, ExpressionAttributeValues: { ':s': { S: 'y' } } };
    expect((await client.send(new ScanCommand({ ...counted, FilterExpression: 'caption <> :s' }))).Count).toBe(1);
    expect((await errorOf(client.send(new ScanCommand({ ...counted, FilterExpression: 'secret = :s' }))))[0]).toBe('AccessDeniedException');
    for (const read of reads({})) expect((await errorOf(read()))[0]).toBe('AccessDeniedException');
    for (const read of reads({ ProjectionExpression: 'caption' })) expect((await read()).$metadata.httpStatusCode).toBe(200);
  });
});

it('knows a table in its own region only', async () => {
  const aws = createEnforcedAws({ tables: [{ ...captions, region: 'eu-central-1' }] });
  const client = await createClient(aws);
  expect((await errorOf(put(client, 'a', 1)))[0]).toBe('ResourceNotFoundException');
  const credentials = await aws.issue();
  const near = new DynamoDBClient({ region: 'eu-central-1', endpoint: 'http://localhost:4566', credentials, requestHandler: aws.requestHandler });
  expect((await near.send(new DescribeTableCommand({ TableName }))).Table?.TableArn).toContain(':eu-central-1:');
});

it('sends a CRC32 of every answer', async () => {
  const aws = createAws();
  const answers: Response[] = [];
  const requestHandler = createInPageRequestHandler({
    async handle(request) {
      const answer = await aws.handle(request);
      answers.push(answer.clone());
      return answer;
    },
  });
  const client = new DynamoDBClient({ region: 'eu-west-1', endpoint: 'http://localhost:4566', credentials: await aws.issue(), requestHandler });
  await client.send(new ScanCommand({ TableName }));
  const [answer] = answers;
  expect(answer?.headers.get('x-amz-crc32')).toBe(String(crc32(new Uint8Array(await answer!.arrayBuffer()))));
});
