import { createCredentialStore, type AwsCredentials } from '@valetkey/core';
import { fromSessionToken } from '@valetkey/credential-providers';

/** The keys that an administrator typed into a form of an internal tool. They are in no code and no storage. */
declare function askForKeys(): Promise<AwsCredentials>;
declare function askForCode(serialNumber: string): Promise<string | undefined>;

export const credentials = createCredentialStore({
  provider: fromSessionToken({
    masterCredentials: askForKeys,
    params: { SerialNumber: 'arn:aws:iam::123456789012:mfa/ada', DurationSeconds: 3600 },
    mfaCodeProvider: askForCode,
    region: 'eu-west-1',
  }),
});
