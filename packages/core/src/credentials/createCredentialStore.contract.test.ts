import { describeCredentialStoreContract } from '@valetkey/testing/contracts';
import { createCredentialStore } from './createCredentialStore.ts';

describeCredentialStoreContract('createCredentialStore', createCredentialStore);
