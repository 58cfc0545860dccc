import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import * as exported from './index.ts';
import { providerHarnesses } from './testKit/providerHarnesses.ts';

for (const [name, create] of Object.entries(providerHarnesses)) describeCredentialProviderContract(name, create);

test.each(Object.keys(exported).filter((name) => /^(from|withRole)/.test(name)))('%s runs the contract, here and in a browser', (name) => {
  expect(Object.keys(providerHarnesses).some((harness) => harness.split(',')[0] === name)).toBe(true);
});
