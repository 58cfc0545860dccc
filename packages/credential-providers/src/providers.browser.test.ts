import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { providerHarnesses } from './testKit/providerHarnesses.ts';

for (const [name, create] of Object.entries(providerHarnesses)) describeCredentialProviderContract(name, create);
