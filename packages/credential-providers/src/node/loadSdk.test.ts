import { expect, test, vi } from 'vitest';
import { createMachine } from '../testKit/createMachine.ts';
import { fromEnv } from './fromEnv.ts';
import { fromIni } from './fromIni.ts';

vi.mock('@aws-sdk/credential-providers', () => {
  throw new Error('Cannot find package');
});

test('without the SDK’s providers the error says what to install, and what needs none of them works', async () => {
  createMachine();
  await expect(fromIni()()).rejects.toMatchObject({
    code: 'PEER_MISSING',
    message: expect.stringContaining('npm install @aws-sdk/credential-providers'),
  });
  const env = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' };
  expect((await fromEnv({ env })()).accessKeyId).toBe('AKIATEST');
});
