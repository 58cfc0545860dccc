import { createCredentialStore } from '@valetkey/core';
import { fromJsonFile } from '@valetkey/credential-providers/node';

/** { "accessKeyId": …, "secretAccessKey": …, "sessionToken": … }, outside the repository. */
export const credentials = createCredentialStore({ provider: fromJsonFile({ path: '/run/secrets/aws.json' }) });
