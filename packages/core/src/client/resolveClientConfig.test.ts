import { describe, expect, test } from 'vitest';
import { checkServiceIds, resolveClientConfig } from './resolveClientConfig.ts';

describe('each option comes from the highest level that sets it', () => {
  const own = { region: 'own' };
  const services = { S3: { region: 'service' }, DynamoDB: { region: 'another service' } };
  const defaults = { region: 'default' };

  test.each([
    [{ own, services, defaults }, 'own'],
    [{ own, services }, 'own'],
    [{ own, defaults }, 'own'],
    [{ own }, 'own'],
    [{ services, defaults }, 'service'],
    [{ services }, 'service'],
    [{ defaults }, 'default'],
    [{}, undefined],
  ])('%j gives %s', (levels, region) => {
    expect(resolveClientConfig('S3', levels).region).toBe(region);
  });

  test('levels are merged option by option', () => {
    expect(
      resolveClientConfig('S3', {
        own: { maxAttempts: 1 },
        services: { S3: { forcePathStyle: true } },
        defaults: { region: 'eu-west-1', maxAttempts: 3 },
      }),
    ).toEqual({ region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 });
  });

  test('an option set to undefined counts as not set', () => {
    expect(resolveClientConfig('S3', { own: { region: undefined } as never, defaults })).toEqual(defaults);
  });
});

describe('a misspelt service id', () => {
  test.each([
    ['s3', 'S3'],
    ['DynamoDb', 'DynamoDB'],
    ['dynamodb', 'DynamoDB'],
    ['S3Client', 'S3'],
    ['CognitoIdentity', 'Cognito Identity'],
  ])('%s is refused where %s is meant', (key, serviceId) => {
    const misspelt = (): unknown => resolveClientConfig(serviceId, { services: { [key]: {} } });
    expect(misspelt).toThrow(expect.objectContaining({ code: 'UNKNOWN_SERVICE' }));
    expect(misspelt).toThrow(`"${key}" should be "${serviceId}".`);
  });

  test('is found before any client is made where it can be wrong for every service', () => {
    expect(() => checkServiceIds({ SQSClient: {} })).toThrow('"SQSClient" should be "SQS".');
    expect(() => checkServiceIds({ SQS: {} })).not.toThrow();
  });

  test('settings of other services are nobody’s mistake', () => {
    expect(resolveClientConfig('S3', { services: { SQS: {}, DynamoDB: {} } })).toEqual({});
  });
});
