export { describeCredentialProviderContract } from './describeCredentialProviderContract.ts';
export type { CredentialProviderHarness } from './describeCredentialProviderContract.ts';
export { describeCredentialStoreContract } from './describeCredentialStoreContract.ts';
export type { CreateStoreUnderTest } from './store/storeUnderTest.ts';
export { describeStorageContract } from './describeStorageContract.ts';
export { describeSessionContract } from './describeSessionContract.ts';
export { sessionSetUp } from './session/sessionUnderTest.ts';
export type { Person, SessionEngineUnderTest, SessionPorts, SessionUnderTest, SetUpSession } from './session/sessionUnderTest.ts';
