import { S3Client } from '@aws-sdk/client-s3';
import { createCredentialStore } from '@valetkey/core';
import { fromInstanceMetadata } from '@valetkey/credential-providers/node';

/** Of the role of the EC2 instance. One store for the whole process. */
export const credentials = createCredentialStore({ provider: fromInstanceMetadata() });

export const s3 = new S3Client({ region: 'eu-west-1', credentials: credentials.provider });
