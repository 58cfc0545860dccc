import type { AwsCredentialProvider } from '../credentials/credentialStore.ts';

/** The part of an AWS SDK v3 client that Valet Key uses, declared structurally so that core needs no SDK types. */
export interface AwsClient {
  readonly config: { readonly serviceId?: string };
  readonly middlewareStack: {
    readonly add: (middleware: never, options: never) => void;
  };
  destroy(): void;
}

/** The constructor of an AWS SDK v3 client, e.g. `S3Client`. */
// The SDK's constructors take optional config as a rest tuple; `never` lets any of them in, whatever its config type is.
export type AwsClientClass<Client extends AwsClient = AwsClient> = new (...options: never[]) => Client;

/** The options the constructor of a client class takes, e.g. `S3ClientConfig`. */
export type AwsClientConfig<Class> = Class extends new (...options: infer Options) => unknown
  ? Options extends readonly [] | readonly [config?: infer Config]
    ? Exclude<Config, undefined>
    : Options extends readonly [infer Config, ...unknown[]]
      ? Exclude<Config, undefined>
      : never
  : never;

/** The AWS SDK service ids with settings people write by hand; any other id is allowed too. */
export type ServiceId =
  | 'API Gateway' | 'Athena' | 'Bedrock Runtime' | 'CloudWatch' | 'CloudWatch Logs' | 'Cognito Identity'
  | 'Cognito Identity Provider' | 'DynamoDB' | 'EventBridge' | 'Firehose' | 'IoT Data Plane' | 'Kinesis' | 'KMS'
  | 'Lambda' | 'Lex Runtime V2' | 'Location' | 'Personalize Runtime' | 'Pinpoint' | 'Polly' | 'Rekognition' | 'S3'
  | 'Secrets Manager' | 'SES' | 'SFN' | 'SNS' | 'SQS' | 'SSM' | 'STS' | 'Textract' | 'Transcribe' | 'Translate'
  | (string & Record<never, never>);

/** Client options that make sense for every service. Everything else a client takes may be given as well. */
export interface ClientDefaults {
  readonly region?: string;
  readonly endpoint?: string;
  readonly maxAttempts?: number;
  readonly credentials?: AwsCredentialProvider;
  readonly [option: string]: unknown;
}
