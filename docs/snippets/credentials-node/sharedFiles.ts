import { createInterface } from 'node:readline/promises';
import { createCredentialStore } from '@valetkey/core';
import { fromIni } from '@valetkey/credential-providers/node';

export const credentials = createCredentialStore({
  provider: fromIni({
    // [profile album] of ~/.aws/config, with role_arn, source_profile and mfa_serial.
    profile: 'album',
    async mfaCodeProvider(serialNumber) {
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      return terminal.question(`Code of ${serialNumber}: `).finally(() => terminal.close());
    },
  }),
});
