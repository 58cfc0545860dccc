import { createCredentialStore } from '@valetkey/core';
import { fromEnv } from '@valetkey/credential-providers/node';

/** AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: in a Lambda function they are its execution role's. */
export const credentials = createCredentialStore({ provider: fromEnv() });
