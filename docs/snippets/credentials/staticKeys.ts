import { createCredentialStore, type AwsCredentials } from '@valetkey/core';
import { fromStatic } from '@valetkey/credential-providers';

/** Temporary keys that came with the page: with a session token, and soon over. */
declare const fromServer: AwsCredentials;

export const credentials = createCredentialStore({ provider: fromStatic(fromServer) });
