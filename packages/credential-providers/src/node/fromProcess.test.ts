import { readFileSync } from 'node:fs';
import { createCredentialStore } from '@valetkey/core';
import { createSimulatedClock } from '@valetkey/testing';
import { describeCredentialProviderContract } from '@valetkey/testing/contracts';
import { expect, test } from 'vitest';
import { codeOf } from '../testKit/codeOf.ts';
import { createMachine, type Machine } from '../testKit/createMachine.ts';
import { CANARY, issuedKeys } from '../testKit/issuedKeys.ts';
import { startLoopback } from '../testKit/startLoopback.ts';
import { fromProcess } from './fromProcess.ts';

/** A command that notes each run, then does what `answer` says. */
function createCommand(machine: Machine) {
  const runs = machine.write('runs', '');
  const script = machine.write('answer.mjs', '');
  machine.write('.aws/config', `[profile issuer]\ncredential_process = echo run >> ${runs} && ${process.execPath} ${script}\n`);
  return {
    answer: (source: string) => void machine.write('answer.mjs', source),
    print: (value: unknown) => void machine.write('answer.mjs', `console.log(${JSON.stringify(JSON.stringify(value))})`),
    countRuns: () => readFileSync(runs, 'utf8').split('\n').length - 1,
  };
}

function printed(number: number) {
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = issuedKeys(number);
  return { Version: 1, AccessKeyId, SecretAccessKey, SessionToken: Token, Expiration };
}

describeCredentialProviderContract('fromProcess', () => {
  const machine = createMachine();
  const command = createCommand(machine);
  const working = `
    const { AccessKeyId, ...keys } = ${JSON.stringify(printed(0))};
    console.log(JSON.stringify({ AccessKeyId: AccessKeyId + process.hrtime.bigint(), ...keys }));
  `;
  command.answer(working);
  return {
    provider: fromProcess({ profile: 'issuer' }),
    issuerNow: () => Date.now(),
    countIssued: command.countRuns,
    breakIssuer: (broken) => command.answer(broken ? 'process.exit(1)' : working),
    truncateNextAnswer: () => command.print({ ...printed(1), SecretAccessKey: undefined }),
  };
});

test.each([
  ['prints rubbish', `console.log('${CANARY}')`, 'CREDENTIALS_MISSING', /must print one JSON object/],
  ['prints null', 'console.log(null)', 'CREDENTIALS_MISSING', /must print one JSON object/],
  ['prints nothing', '', 'CREDENTIALS_MISSING', /must print one JSON object/],
  ['forgets the version', `console.log(JSON.stringify({ SecretAccessKey: '${CANARY}' }))`, 'CREDENTIALS_MISSING', /"Version": 1/],
  ['prints no secret', `console.log(JSON.stringify({ Version: 1, AccessKeyId: '${CANARY}' }))`, 'CREDENTIALS_MISSING', /no SecretAccessKey/],
  ['prints what has expired', `console.log(JSON.stringify({ Version: 1, AccessKeyId: 'a', SecretAccessKey: '${CANARY}', Expiration: '2020-01-01T00:00:00Z' }))`, 'CREDENTIALS_EXPIRED', /have expired/],
  ['prints an expiry that is no date', `console.log(JSON.stringify({ Version: 1, AccessKeyId: 'a', SecretAccessKey: '${CANARY}', Expiration: 'soon' }))`, 'CREDENTIALS_MISSING', /no date/],
  ['fails', `console.error('returned invalid JSON ${CANARY}'); process.exit(3)`, 'SERVICE_UNAVAILABLE', /Run its command in a shell/],
  ['prints more than anybody reads', `process.stdout.write('${CANARY}'.repeat(100_000))`, 'SERVICE_UNAVAILABLE', /credential_process failed/],
])('a command that %s is named, and what it printed is not quoted', async (_, source, code, words) => {
  const command = createCommand(createMachine());
  command.answer(source);
  const error: unknown = await fromProcess({ profile: 'issuer' })().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
  expect(String(error)).toContain('fromProcess: ');
  expect(JSON.stringify(error) + String(error)).not.toContain(CANARY);
  expect(error).not.toHaveProperty('cause');
});

test('of a store with a failing command, fifty reads in a row run it once', async () => {
  const command = createCommand(createMachine());
  command.answer('process.exit(1)');
  const store = createCredentialStore({ provider: fromProcess({ profile: 'issuer' }), clock: createSimulatedClock(Date.now()) });
  for (let read = 0; read < 50; read += 1) expect(await codeOf(store.getCredentials())).toBe('SERVICE_UNAVAILABLE');
  expect(command.countRuns()).toBe(1);
});

/** A command that says it has started, and then waits to be let go. */
async function createHangingCommand() {
  const machine = createMachine();
  const command = createCommand(machine);
  let letGo: () => void = () => undefined;
  let noteStarted: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    noteStarted = resolve;
  });
  const gate = await startLoopback((_, response) => {
    letGo = () => void response.end();
    noteStarted();
  });
  command.answer(`
    await fetch('${gate.url}');
    console.log(JSON.stringify(${JSON.stringify(printed(1))}));
  `);
  return { ...command, started, letGo: () => letGo() };
}

test('a command that hangs is given up in time, gets no company, and what it says in the end is used', async () => {
  const { started, letGo, countRuns } = await createHangingCommand();
  const clock = createSimulatedClock(Date.now());
  const provider = fromProcess({ profile: 'issuer', clock, timeoutMs: 3_000 });
  const first = codeOf(provider());
  await started;
  await clock.advanceBy(3_000);
  expect(await first).toBe('TIMEOUT');
  const second = provider();
  letGo();
  expect(await second).toMatchObject({ accessKeyId: 'ASIATEST1' });
  expect(countRuns()).toBe(1);
  expect(clock.pendingTimers).toBe(0);
});

test('a command that is given a minute has it, also where a store waits', async () => {
  const { started, letGo } = await createHangingCommand();
  const clock = createSimulatedClock(Date.now());
  const store = createCredentialStore({ provider: fromProcess({ profile: 'issuer', clock, timeoutMs: 60_000 }), clock });
  const given = store.getCredentials();
  await started;
  await clock.advanceBy(59_000);
  letGo();
  expect((await given).accessKeyId).toBe('ASIATEST1');
});

test('a command that hangs for longer than a minute it is given is named', async () => {
  const { started } = await createHangingCommand();
  const clock = createSimulatedClock(Date.now());
  const store = createCredentialStore({ provider: fromProcess({ profile: 'issuer', clock, timeoutMs: 60_000 }), clock });
  const error = store.getCredentials().catch((reason: unknown) => String(reason));
  await started;
  await clock.advanceBy(60_000);
  expect(await error).toContain('fromProcess: No answer within 60000 ms');
});

test('a command that hangs for good does not block those after it for good', async () => {
  const { started, print } = await createHangingCommand();
  const clock = createSimulatedClock(Date.now());
  const provider = fromProcess({ profile: 'issuer', clock });
  const first = codeOf(provider());
  await started;
  await clock.advanceBy(300_000);
  expect(await first).toBe('TIMEOUT');
  print(printed(2));
  expect(await provider()).toMatchObject({ accessKeyId: 'ASIATEST2' });
});

test('a profile that is missing, and one without a command, say which and where', async () => {
  createMachine().write('.aws/config', '[default]\nregion = eu-west-1\n');
  for (const profile of ['none', 'default']) {
    await expect(fromProcess({ profile })()).rejects.toMatchObject({
      code: 'CREDENTIALS_NOT_FOUND',
      message: expect.stringContaining(`fromProcess: Profile "${profile}" of ~/.aws/config and ~/.aws/credentials is missing or has no credential_process.`),
    });
  }
});
