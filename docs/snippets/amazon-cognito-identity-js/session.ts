import { createLibrarySession } from '@valetkey/cognito/amazon-cognito-identity-js';
import { CognitoUserPool } from 'amazon-cognito-identity-js';

const userPool = new CognitoUserPool({ UserPoolId: 'eu-west-1_AbCdEf123', ClientId: '1example23456789' });

export const session = createLibrarySession({ userPool, storage: localStorage });
