import { readOwn } from '../awsHttp/ownProperty.ts';
import type { IamState } from './iamState.ts';
import type { PolicyDocument } from './policyDocument.ts';

const allow = (...actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: actions, Resource: '*' },
});

/**
 * A few of AWS's own, for session policies by ARN.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const awsManagedPolicies: Readonly<Record<string, PolicyDocument>> = {
  'arn:aws:iam::aws:policy/AdministratorAccess': allow('*'),
  'arn:aws:iam::aws:policy/AmazonS3FullAccess': allow('s3:*', 's3-object-lambda:*'),
  'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess': allow('s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'),
};

/** The managed policy of an ARN: a seeded one, or one of AWS's own the emulator knows. */
export function findManagedPolicy({ managedPolicies }: Pick<IamState, 'managedPolicies'>, arn: string): PolicyDocument | undefined {
  return readOwn(managedPolicies, arn) ?? readOwn(awsManagedPolicies, arn);
}
