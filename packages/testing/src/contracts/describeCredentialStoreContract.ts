import { describe } from 'vitest';
import { describeAcquisition } from './store/describeAcquisition.ts';
import { describeClients } from './store/describeClients.ts';
import { describeFailures } from './store/describeFailures.ts';
import { describeIdentity } from './store/describeIdentity.ts';
import { describeRefresh } from './store/describeRefresh.ts';
import { storeSetUp, type CreateStoreUnderTest } from './store/storeUnderTest.ts';

/**
 * What any `CredentialStore` must do, in the words of the test suites of the AWS SDKs whose behaviour it has to match or
 * beat. Call it at the top level of a test file.
 * @param name - The implementation's name.
 * @param create - Makes a store that has not been started.
 */
export function describeCredentialStoreContract(name: string, create: CreateStoreUnderTest): void {
  const setUp = storeSetUp(create);
  describe(`${name}, as a credential store`, () => {
    describeAcquisition(setUp);
    describeRefresh(setUp);
    describeFailures(setUp);
    describeIdentity(setUp);
    describeClients(setUp);
  });
}
