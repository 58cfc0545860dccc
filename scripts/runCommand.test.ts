import { afterEach, expect, test, vi } from 'vitest';
import { runCommand } from './runCommand.mjs';

afterEach(() => vi.unstubAllEnvs());

const printEnvironment = ['-e', 'process.stdout.write(String(process.env.NODE_ENV))'];

test('a program is not told to be a production build because this process made one', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  expect(await runCommand('node', printEnvironment, { quiet: true })).toEqual({ ok: true, output: 'undefined' });
});

test('a program can be told so on purpose', async () => {
  const run = await runCommand('node', printEnvironment, { quiet: true, env: { NODE_ENV: 'production' } });
  expect(run.output).toBe('production');
});

test('a program that fails, or does not exist, is no success', async () => {
  expect((await runCommand('node', ['-e', 'process.exit(3)'], { quiet: true })).ok).toBe(false);
  expect((await runCommand('no-such-program', [], { quiet: true })).ok).toBe(false);
});
