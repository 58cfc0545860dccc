import { describeStorageContract } from '@valetkey/testing/contracts';
import { createMemoryStorage } from './createMemoryStorage.ts';

describeStorageContract('createMemoryStorage', createMemoryStorage);
