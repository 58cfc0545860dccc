import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { DynamoDBClient, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { expectTypeOf } from 'vitest';
import type { AwsClientClass, AwsClientConfig } from './awsClient.ts';

// The options a hook may set are those of the client class.
expectTypeOf<AwsClientConfig<typeof S3Client>>().toEqualTypeOf<S3ClientConfig>();
expectTypeOf<AwsClientConfig<typeof DynamoDBClient>>().toEqualTypeOf<DynamoDBClientConfig>();

// Every client class is one, with its own instance type.
expectTypeOf<typeof S3Client>().toExtend<AwsClientClass<S3Client>>();
expectTypeOf<typeof Date>().not.toExtend<AwsClientClass>();
