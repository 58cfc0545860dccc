import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { answerSts } from '../testKit/answerSts.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { callSts } from './callSts.ts';
import { tokenReadings } from './toStsError.ts';

const clock = createSimulatedClock();
const environment = createSimulatedEnvironment();
const call = () =>
  callSts(
    { endpoint: 'https://sts.eu-west-1.amazonaws.com/', clock, environment },
    { parameters: { Action: 'AssumeRoleWithWebIdentity' }, request: {}, readings: tokenReadings },
  );

describe('callSts', () => {
  it('reads the credentials', async () => {
    const sent = answerSts(environment);
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await call();
    expect(accessKeyId).toMatch(/^ASIAEMU/);
    expect([secretAccessKey, sessionToken, expiration]).toEqual(['mock-secret/+', 'mock-token==', new Date(Date.UTC(2030, 0, 1))]);
    expect(sent.map(({ form }) => form)).toEqual([{ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' }]);
  });

  it.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration'])(
    'refuses an answer without %s, or an empty one [behaviour 52]',
    async (name) => {
      for (const value of [undefined, '', ...(name === 'Expiration' ? ['soon'] : [])]) {
        answerSts(environment, () => ({ credentials: { [name]: value } }));
        expect(await codeOf(call())).toBe('CREDENTIALS_MISSING');
      }
    },
  );

  it('says in our words why it was refused', async () => {
    answerSts(environment, () => ({ error: { code: 'AccessDenied', status: 403 } }));
    expect(await codeOf(call())).toBe('ROLE_NOT_ASSUMABLE');
  });
});
