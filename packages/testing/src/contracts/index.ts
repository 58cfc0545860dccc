export { describeCredentialProviderContract } from './describeCredentialProviderContract.ts';
export type { CredentialProviderHarness } from './describeCredentialProviderContract.ts';
export { describeCredentialStoreContract } from './describeCredentialStoreContract.ts';
export type { CreateStoreUnderTest } from './store/storeUnderTest.ts';
export { describeStorageContract } from './describeStorageContract.ts';
