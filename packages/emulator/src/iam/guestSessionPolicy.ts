import type { PolicyDocument } from './policyDocument.ts';

/**
 * The managed half of what a guest may do at most.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html
 */
const amazonCognitoUnAuthedIdentitiesSessionPolicy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Sid: 'CognitoUnAuthedIdentitiesSessionPolicy',
    Effect: 'Allow',
    Action: [
      'rum:PutRumEvents',
      'sagemaker:InvokeEndpoint',
      'polly:*',
      'comprehend:*',
      'translate:*',
      'transcribe:*',
      'rekognition:*',
      'mobiletargeting:*',
      'firehose:*',
      'personalize:*',
      'geo:GetMap*',
      'geo:SearchPlaceIndex*',
      'geo:GetPlace',
      'geo:CalculateRoute*',
      'geo:*Geofence',
      'geo:*Geofences',
      'geo:*DevicePosition*',
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncryptTo',
      'kms:ReEncryptFrom',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyPair',
      'kms:GenerateDataKeyPairWithoutPlaintext',
      'kms:GenerateDataKeyWithoutPlaintext',
    ],
    Resource: '*',
  },
};

/** The inline half, which is where S3 and DynamoDB come from. */
const inlineSessionPolicy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: [
      'cloudwatch:*',
      'logs:*',
      'dynamodb:*',
      'kinesis:*',
      'mobileanalytics:*',
      's3:*',
      'ses:*',
      'sns:*',
      'sqs:*',
      'lambda:*',
      'machinelearning:*',
      'execute-api:*',
      'iot:*',
      'gamelift:*',
      'cognito-identity:*',
      'cognito-idp:*',
      'lex:*',
      'polly:*',
      'comprehend:*',
      'translate:*',
      'transcribe:*',
      'rekognition:*',
      'mobiletargeting:*',
      'firehose:*',
      'appsync:*',
      'personalize:*',
      'sagemaker:InvokeEndpoint',
      'cognito-sync:*',
      'codewhisperer:*',
      'textract:DetectDocumentText',
      'textract:AnalyzeDocument',
      'sdb:*',
    ],
    Resource: '*',
  },
};

/**
 * The session policies Cognito adds to guest credentials of the enhanced flow. A guest may do what the guest role allows
 * and one of these allows; a service in neither (`rds`, `ec2`, …) needs the basic flow.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies
 */
export const guestSessionPolicies: readonly PolicyDocument[] = [
  amazonCognitoUnAuthedIdentitiesSessionPolicy,
  inlineSessionPolicy,
];
