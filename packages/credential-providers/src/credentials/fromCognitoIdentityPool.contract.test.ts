import { emulatorDefaults } from '@valetkey/emulator';
import { createInPageFetch } from '@valetkey/emulator/in-page';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { ada, createWorld, grace } from '../testKit/createWorld.ts';
import { fromCognitoIdentityPool } from './fromCognitoIdentityPool.ts';

describeCredentialProviderContract('fromCognitoIdentityPool', () => {
  const { emulator, clock, environment, session } = createWorld();
  const answer = createInPageFetch(emulator);
  return {
    provider: fromCognitoIdentityPool({
      identityPoolId: emulatorDefaults.identityPoolId,
      logins: session,
      environment,
      clock,
    }),
    issuerNow: emulator.clock.now,
    countIssued: () => emulator.calls.all().filter((call) => call.operation === 'GetCredentialsForIdentity').length,
    breakIssuer(broken) {
      emulator.faults.clear();
      if (broken) emulator.faults.enqueue({ operation: 'GetCredentialsForIdentity', kind: 'throttle', times: 100 });
    },
    truncateNextAnswer() {
      environment.setFetch(async (input, init) => {
        const response = await answer(input, init);
        const body = (await response.json()) as { Credentials?: { SecretKey?: string } };
        delete body.Credentials?.SecretKey;
        return new Response(JSON.stringify(body), response);
      });
    },
    person: {
      signInAs: async (username) => session.signInAs(username === 'ada' ? ada : grace),
      signOut: async () => void (await session.signOut()),
      expire: async () => session.expire(),
    },
  };
});
