import { createCredentialStore } from '@valetkey/core';
import { fromAwsSdkV2 } from '@valetkey/credential-providers/aws-sdk-v2';
import AWS from 'aws-sdk';

export const credentials = createCredentialStore({ provider: fromAwsSdkV2(new AWS.CredentialProviderChain()) });
