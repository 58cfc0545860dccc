import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './runCli.ts';
import { parseScanOptions } from './scanOptions.ts';

// Put together here, so that this file holds none.
const KEY_ID = ['AKIA', 'Q3EGRAYZ7MW5', 'LKTU'].join('');

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valetkey-scan-'));
  await writeFile(join(folder, 'clean.ts'), 'export {};\n');
});

afterEach(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], stopped: AbortSignal = new AbortController().signal) {
  const printed: string[] = [];
  const errors: string[] = [];
  const terminal = { print: (line: string) => void printed.push(line), printError: (line: string) => void errors.push(line), stopped };
  const code = await runCli(['scan', ...args], terminal);
  return { code, output: printed.join('\n'), errors: errors.join('\n') };
}

describe('valetkey scan', () => {
  it('ends with 0 and says what it has looked into where there is no key', async () => {
    expect(await run([folder])).toEqual({ code: 0, output: 'No AWS key in 1 file.', errors: '' });
  });

  it('ends with 1 and says file, line, column, rule, four characters and what to do where there is one', async () => {
    await writeFile(join(folder, 'aws.ts'), `\nexport const id = '${KEY_ID}';\n`);
    const { code, output } = await run([folder]);
    expect(code).toBe(1);
    expect(output).toMatch(/aws\.ts:2:20 access-key-id AKIA…\n\naccess-key-id: An AWS access key id is hard-coded\.\n {2}Why it matters: .+\n {2}What to do: .+\n\n1 AWS key in 2 files\.$/);
    expect(output).not.toContain(KEY_ID.slice(0, 5));
  });

  it('looks only into what it is given', async () => {
    await writeFile(join(folder, 'aws.ts'), KEY_ID);
    expect((await run([join(folder, 'clean.ts')])).code).toBe(0);
    expect((await run([join(folder, 'clean.ts'), join(folder, 'aws.ts')])).code).toBe(1);
  });

  it('looks into the working directory when it is given nothing', () => {
    expect(parseScanOptions([])).toEqual({ kind: 'scan', paths: ['.'], asJson: false });
  });

  it('prints JSON for programs', async () => {
    await writeFile(join(folder, 'aws.ts'), KEY_ID);
    const { code, output } = await run(['--json', folder]);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toEqual({
      leaks: [{ file: join(folder, 'aws.ts'), line: 1, column: 1, rule: 'access-key-id', start: 'AKIA' }],
      fileCount: 2,
      tooLarge: [],
    });
  });

  it('explains its options', async () => {
    const { code, output } = await run(['--help']);
    expect(code).toBe(0);
    for (const option of ['--json', '--help', 'Paths']) expect(output).toContain(option);
  });

  it('takes an option that it does not have, or a path that leads nowhere, for misuse', async () => {
    expect(await run(['--fast'])).toMatchObject({ code: 2, errors: expect.stringContaining('Options') as string });
    expect(await run([join(folder, 'dits')])).toMatchObject({ code: 2, errors: expect.stringMatching(/dits does not exist\. Paths begin in the folder .+\.$/) as string });
  });

  it('does not end as if it had found nothing when it is stopped', async () => {
    expect(await run([folder], AbortSignal.abort())).toEqual({ code: 1, output: '', errors: 'Stopped before everything was looked into.' });
  });
});
