import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './runCli.ts';

const published = new URL('../../guard/infrastructure.yaml', import.meta.url);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valetkey-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const terminal = { print: (line: string) => void printed.push(line), printError: (line: string) => void errors.push(line), stopped: new AbortController().signal };
  const code = await runCli(['check-template', ...args], terminal);
  return { code, output: printed.join('\n'), errors: errors.join('\n') };
}

/** The published template with something in its text replaced. */
async function write(name: string, find = '', replace = ''): Promise<string> {
  const text = await readFile(published, 'utf8');
  expect(text).toContain(find);
  const file = join(folder, name);
  await writeFile(file, text.replace(find, replace));
  return file;
}

describe('valetkey check-template', () => {
  it('finds nothing in the template that is published', async () => {
    const file = await write('aws.yaml');
    expect(await run(file)).toEqual({ code: 0, output: `${file}: no findings, no parts not checked.`, errors: '' });
  });

  it('says where, what, why and how to fix it, and fails', async () => {
    const file = await write('open.yaml', 'StringEquals:\n                cognito-identity.amazonaws.com:aud: !Ref IdentityPool\n              ', '');
    const { code, output } = await run(file);
    const line = (await readFile(file, 'utf8')).split('\n').findIndex((text) => text === '            Condition:') + 1;
    expect(code).toBe(1);
    expect(output.split('\n')).toEqual([
      `${file}:${line}  trust-audience`,
      '  Resources.SignedInRole.Properties.AssumeRolePolicyDocument.Statement[0].Condition',
      '  What: The trust policy lets in the people of any identity pool: it has no condition on aud.',
      expect.stringMatching(/^ {2}Why: {2}Anybody can make an identity pool/),
      expect.stringMatching(/^ {2}Fix: {2}Add to its Condition: StringEquals/),
      '',
      `${file}: 1 finding, no parts not checked.`,
    ]);
  });

  it('says what it could not check and what the template allows, and does not fail for that', async () => {
    const file = await write('odd.yaml', 'AllowClassicFlow: false', 'AllowClassicFlow: !ImportValue classic');
    const { code, output } = await run(file);
    expect(code).toBe(0);
    expect(output).toContain('not checked\n  Resources.IdentityPool.Properties.AllowClassicFlow\n');
    expect(output).toContain('no findings, 1 part not checked.');

    const allowing = await write('allowing.yaml', '    Type: AWS::Cognito::IdentityPool\n    Properties:\n      AllowUnauth', '    Type: AWS::Cognito::IdentityPool\n    Metadata: { ValetKey: { Allow: { classic-flow: Scopes need it. } } }\n    Properties:\n      AllowUnauth');
    await writeFile(allowing, (await readFile(allowing, 'utf8')).replace('AllowClassicFlow: false', 'AllowClassicFlow: true'));
    const allowed = await run(allowing);
    expect(allowed.code).toBe(0);
    expect(allowed.output).toContain('allowed: classic-flow, since: Scopes need it.');
  });

  it('prints JSON for programs, of several files', async () => {
    const files = [await write('aws.yaml'), await write('secret.yaml', 'GenerateSecret: false', 'GenerateSecret: true')];
    const { code, output } = await run('--json', ...files);
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject([
      { file: files[0], findings: [], unchecked: [], allowed: [] },
      { file: files[1], findings: [{ rule: 'client-secret', logicalId: 'UserPoolClient', line: expect.any(Number), path: ['Resources', 'UserPoolClient', 'Properties', 'GenerateSecret'] }] },
    ]);
  });

  it('fails in a sentence for a file that is not there, is neither YAML nor JSON, or is no template', async () => {
    const missing = await run(join(folder, 'nowhere.yaml'));
    expect([missing.code, missing.output]).toEqual([2, '']);
    expect(missing.errors).toMatch(/nowhere\.yaml was not checked\. .+nowhere\.yaml does not exist\. Paths begin in the folder .+\.$/);
    expect(await run(folder)).toMatchObject({ code: 2, errors: expect.stringContaining('was not checked. It is a folder: name the templates in it') as string });

    // Of several files, those that can be read are checked.
    const several = await run(join(folder, 'nowhere.yaml'), await write('secret.yaml', 'GenerateSecret: false', 'GenerateSecret: true'));
    expect([several.code, several.output]).toEqual([2, expect.stringContaining('client-secret')]);

    await writeFile(join(folder, 'broken.json'), '{ "Resources": ');
    const broken = await run(join(folder, 'broken.json'));
    expect(broken.code).toBe(2);
    expect(broken.errors).toMatch(/broken\.json was not checked\. This is neither YAML nor JSON/);

    await writeFile(join(folder, 'package.json'), '{ "name": "app" }');
    const other = await run(join(folder, 'package.json'));
    expect(other.code).toBe(1);
    expect(other.output).toContain('not-a-template\n  What: There are no resources in it.');
  });

  it('explains its options, and refuses what it does not know as misuse', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, output: expect.stringContaining('--json') as string });
    expect(await run()).toMatchObject({ code: 2, errors: expect.stringContaining('Which file?') as string });
    expect(await run('--fix', 'aws.yaml')).toMatchObject({ code: 2, errors: expect.stringContaining('--fix') as string });
  });
});
