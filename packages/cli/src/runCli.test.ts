import { startEmulatorServer } from '@valetkey/emulator/node';
import { describe, expect, it, vi } from 'vitest';
import { runCli } from './runCli.ts';

function createTerminal() {
  const stop = new AbortController();
  const printed: string[] = [];
  const errors: string[] = [];
  const terminal = {
    print: (line: string) => void printed.push(line),
    printError: (line: string) => void errors.push(line),
    stopped: stop.signal,
  };
  return { terminal, stop, output: () => printed.join('\n'), errors: () => errors.join('\n') };
}

describe('valetkey', () => {
  it('lists its commands', async () => {
    for (const args of [[], ['--help']]) {
      const { terminal, output } = createTerminal();
      expect(await runCli(args, terminal)).toBe(0);
      expect(output()).toMatch(/emulator +Run a local AWS/);
      expect(output()).toMatch(/scan +Look for hard-coded AWS keys/);
      expect(output()).toMatch(/check-template +Check what a CloudFormation template gives away/);
    }
  });

  it('names a command it does not have', async () => {
    const { terminal, errors } = createTerminal();
    expect(await runCli(['emulate'], terminal)).toBe(2);
    expect(errors()).toContain('There is no command emulate.');
  });
});

describe('valetkey emulator', () => {
  it('says that it is a fake, where it is and whom to sign in as, prints mailed codes, and stops when asked', async () => {
    const { terminal, stop, output } = createTerminal();
    const exit = runCli(['emulator', '--port', '0'], terminal);
    await vi.waitFor(() => expect(output()).toContain('local fake of AWS'));
    expect(output()).toContain('ada@example.com / Analytical-Engine-1843');
    expect(output()).toContain('Codes that AWS would mail or text are printed here.');
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? [];
    await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword' },
      body: JSON.stringify({ ClientId: 'emulator1photoalbumclient0', Username: 'ada@example.com' }),
    });
    expect(output()).toMatch(/Code for ada@example\.com \(password-reset\): \d{6}/);
    stop.abort();
    expect(await exit).toBe(0);
    await expect(fetch(url)).rejects.toThrow(TypeError);
  });

  it('explains its options', async () => {
    const { terminal, output } = createTerminal();
    expect(await runCli(['emulator', '--help'], terminal)).toBe(0);
    for (const option of ['--port', '--data', '--host', '--allow-network', '--origin']) expect(output()).toContain(option);
  });

  it.each([['--port', 'soon'], ['--port', '70000'], ['--speed'], ['now']])('refuses %s %s as misuse', async (...args) => {
    const { terminal, errors } = createTerminal();
    expect(await runCli(['emulator', ...args], terminal)).toBe(2);
    expect(errors()).toContain('Options');
  });

  it('fails in one sentence when the port is taken or the host is not this machine', async () => {
    const server = await startEmulatorServer({ port: 0 });
    const taken = createTerminal();
    expect(await runCli(['emulator', '--port', new URL(server.url).port], taken.terminal)).toBe(1);
    expect(taken.errors()).toMatch(/^Port \d+ is taken\. .+ choose another port: .+\.$/);
    await server.close();

    const open = createTerminal();
    expect(await runCli(['emulator', '--port', '0', '--host', '0.0.0.0'], open.terminal)).toBe(1);
    expect(open.errors()).toContain('lets other machines call the emulator');
  });
});
