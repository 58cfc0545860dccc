import { narrowProvider } from '@valetkey/core';
import { createSimulatedClock, createSimulatedEnvironment } from '@valetkey/testing';
import { describe, expect, it } from 'vitest';
import { answerSts } from '../testKit/answerSts.ts';
import { codeOf } from '../testKit/codeOf.ts';
import { fromSaml, type SamlOptions } from './fromSaml.ts';
import { allow, policy } from './policy.ts';

const clock = createSimulatedClock();
const environment = createSimulatedEnvironment();
const readOnly = policy(allow('s3:GetObject', 'arn:aws:s3:::album/*'));
const options: SamlOptions = {
  roleArn: 'arn:aws:iam::123456789012:role/album',
  principalArn: 'arn:aws:iam::123456789012:saml-provider/company',
  samlAssertion: () => 'assertion',
  region: 'eu-west-1',
  clock,
  environment,
};

describe('fromSaml', () => {
  it('sends a current assertion with every option, and no session name: the assertion has it', async () => {
    const sent = answerSts(environment);
    let number = 0;
    const provide = fromSaml({ ...options, samlAssertion: () => `assertion ${(number += 1)}`, policy: readOnly, durationSeconds: 900 });
    await provide();
    await provide();
    expect(sent.map(({ form }) => form['SAMLAssertion'])).toEqual(['assertion 1', 'assertion 2']);
    expect(sent[0]?.form).toEqual({
      Action: 'AssumeRoleWithSAML',
      Version: '2011-06-15',
      RoleArn: options.roleArn,
      PrincipalArn: options.principalArn,
      SAMLAssertion: 'assertion 1',
      Policy: JSON.stringify(readOnly),
      DurationSeconds: '900',
    });
  });

  it('gives less when it is narrowed, by the same assertion', async () => {
    const sent = answerSts(environment);
    const narrowed = narrowProvider(fromSaml(options), { policy: readOnly });
    await narrowed();
    expect(sent[0]?.form).toMatchObject({ Policy: JSON.stringify(readOnly), SAMLAssertion: 'assertion' });
    expect(narrowed.source).toBe('saml, narrowed');
  });

  it('says that nobody is signed in when there is no assertion', async () => {
    expect(await codeOf(fromSaml({ ...options, samlAssertion: () => undefined })())).toBe('NOT_SIGNED_IN');
  });

  it('refuses an ARN that is no SAML provider’s', () => {
    expect(() => fromSaml({ ...options, principalArn: options.roleArn })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});
