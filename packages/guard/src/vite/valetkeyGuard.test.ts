import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { rollup, type OutputOptions } from 'rollup';
import { build, type InlineConfig } from 'vite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultMaxFileBytes } from '../node/scanPaths.ts';
import { base64, keyId, secretKey, sessionToken } from '../testKit/madeUpKeys.ts';
import { valetkeyGuard, type GuardOptions } from './valetkeyGuard.ts';

const [head, tail] = [keyId.slice(0, 7), keyId.slice(7)];
const page = '<!doctype html><script type="module" src="/main.ts"></script>';
const declared = 'declare const use: (...all: unknown[]) => void;\n';

let root = '';

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'valetkey-build-')));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

type Files = Readonly<Record<string, string>>;

/** Builds an app for production, as `vite build` does, in a folder of its own. */
async function buildApp(files: Files, config: InlineConfig = {}, options?: GuardOptions): Promise<void> {
  for (const [path, text] of Object.entries({ 'index.html': page, ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await build({ root, configFile: false, logLevel: 'silent', plugins: [valetkeyGuard(options)], ...config });
}

/** What stops the build, in words. */
async function faultOf(files: Files, config?: InlineConfig): Promise<string> {
  const fault = await buildApp(files, config).then(
    () => 'none',
    (error: unknown) => String(error),
  );
  expect(existsSync(join(root, 'dist', 'index.html')), 'written').toBe(false);
  return fault;
}

const main = (code: string): Files => ({ 'main.ts': declared + code });

describe('a build fails', () => {
  test.each<[string, Files, InlineConfig?]>([
    ['in source', main(`use('${keyId}');`)],
    ['by an environment variable', { ...main('use(import.meta.env.VITE_ID);'), '.env': `VITE_ID=${keyId}` }],
    ['by an environment variable of a mode', { ...main('use(import.meta.env.VITE_ID);'), '.env.production': `VITE_ID=${keyId}` }],
    ['by an environment variable among all of them', { ...main('use(import.meta.env);'), '.env': `VITE_AWS_SECRET=${secretKey}` }],
    ['by define', main('use(__ID__);'), { define: { __ID__: JSON.stringify(keyId) } }],
    ['in base64', main(`use(atob('${base64(keyId)}'));`)],
    ['in base64, with its name', main(`use({ secretAccessKey: atob('${base64(secretKey)}') });`)],
    ['by concatenation', main(`use('${head}' + '${tail}');`)],
    ['by concatenation, not minified', main(`use('${head}' + '${tail}');`), { build: { minify: false } }],
    ['by concatenation of constants', main(`const a = '${head}'; const b = '${tail}'; use(a + b);`)],
    ['by concatenation over modules', { 'a.ts': `export const a = '${head}';`, ...main(`import { a } from './a.ts'; use(\`\${a}${tail}\`);`) }],
    ['by concatenation and base64', main(`use(atob('${base64(keyId).slice(0, 9)}' + '${base64(keyId).slice(9)}'));`)],
    ['in a secret by its name', main(`use({ secretAccessKey: '${secretKey}' });`)],
    ['in a session token', main(`use('${sessionToken}');`)],
    ['in a chunk that is loaded later', { 'a.ts': `export const a = '${keyId}';`, ...main("use(import('./a.ts'));") }],
    ['in a worker', { 'a.ts': `postMessage('${keyId}');`, ...main("use(new Worker(new URL('./a.ts', import.meta.url), { type: 'module' }));") }],
    ['in JSON', { 'a.json': `{ "id": "${keyId}" }`, ...main("import a from './a.json'; use(a);") }],
    ['in a style sheet', { 'a.css': `a { --id: "${keyId}" }`, ...main("import './a.css';") }],
    ['in HTML', { 'index.html': `${page}<meta name="id" content="${keyId}">`, ...main('') }],
    ['in a script within HTML', { 'index.html': `<script>use('${keyId}')</script>` }],
    ['in a public file', { 'public/deep/config.json': `{ "id": "${keyId}" }`, ...main('') }],
  ])('over a key seeded %s', async (_, files, config) => {
    const fault = await faultOf(files, config);
    expect(fault).toContain('This build would publish what must stay secret, so it was stopped.');
    for (const key of [keyId, secretKey, sessionToken]) expect(fault).not.toContain(key.slice(0, 5));
  });

  test.each<['hidden' | 'inline' | true]>([[true], ['hidden'], ['inline']])('over a key that only a source map has (%s)', async (sourcemap) => {
    const files = { 'a.ts': `export const a = () => console.log();\nexport const unused = '${keyId}';`, ...main(`import { a } from './a.ts'; a(); // ${keyId}`) };
    const fault = await faultOf(files, { build: { sourcemap } });
    expect(fault.match(/a\.ts\):2:24 access-key-id AKIA…/g)).toHaveLength(1);
    expect(fault.match(/main\.ts\):2:37 access-key-id AKIA…/g)).toHaveLength(1);
    // Without a map neither is published.
    await buildApp(files);
  });

  test('over a key in a public file that is a link', async () => {
    await writeFile(join(root, 'config.json'), keyId);
    await mkdir(join(root, 'public'));
    await symlink('../config.json', join(root, 'public/config.json'));
    // And in a folder that is one.
    await mkdir(join(root, 'shared'));
    await writeFile(join(root, 'shared/more.json'), keyId);
    await symlink('../shared', join(root, 'public/deep'));
    const fault = await faultOf({ ...main('use(1);') });
    expect(fault).toContain('public/config.json:1:1 access-key-id AKIA…');
    expect(fault).toContain('public/deep/more.json:1:1 access-key-id AKIA…');
  });

  test('over what variables hold that are named like AWS keys, whatever it looks like and wherever it got to', async () => {
    const value = 'a-key+of(a)test-account';
    const env = { '.env': `AWS_SECRET_ACCESS_KEY=${value}\nOTHER=${value}x` };
    const defined = { define: { __KEY__: JSON.stringify(value) } };
    expect(await faultOf({ ...env, ...main('use(__KEY__);') }, defined)).toContain('environment-secret a-ke…');
    expect(await faultOf({ ...env, ...main(`use(atob('${base64(value)}'));`) })).toContain('environment-secret a-ke… (in base64)');
    const named = await faultOf({ '.env': `VITE_AWS_SECRET_ACCESS_KEY=${value}`, ...main('use(import.meta.env);') });
    expect(named).toContain('environment-secret a-ke…');
    expect(named).toContain('If it is no key, give it another name.');
    expect(named).not.toContain(value.slice(0, 5));
    await rm(join(root, '.env'));
    expect(await faultOf(main('use(__SECRET_ACCESS_KEY__);'), { define: { __SECRET_ACCESS_KEY__: JSON.stringify(value) } })).toContain('environment-secret');
    await buildApp(main('use(__KEY__);'), defined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', value);
    await expect(buildApp(main('use(__KEY__);'), defined)).rejects.toThrow('environment-secret');
  });

  test('in words that say where, what, why and what to do, and where it comes from', async () => {
    const fault = await faultOf({ 'src/aws.ts': `\nexport const id = '${keyId}';`, ...main("import { id } from './src/aws.ts'; use(id);") });
    expect(fault).toMatch(/In what would be published:\n {2}assets\/index-[\w-]+\.js:1:\d+ access-key-id AKIA…\n/);
    expect(fault).toContain('In what it is built from:\n  src/aws.ts:2:20 access-key-id AKIA…\n');
    expect(fault).toMatch(/access-key-id: An AWS access key id is hard-coded\.\n {2}Why it matters: .+\n {2}What to do: Deactivate and replace it in IAM/);
    const asText = await faultOf({ 'src/aws.txt': keyId, ...main("import text from './src/aws.txt?raw'; use(text);") });
    expect(asText).toContain('In what it is built from:\n  src/aws.txt:1:');
    const fromEnv = await faultOf({ ...main('use(import.meta.env.VITE_ID);'), '.env': `\nVITE_ID=${keyId}` });
    expect(fromEnv).toContain('In what it is built from:\n  .env:2:9 access-key-id AKIA…\n');
  });
});

describe('a build goes through', () => {
  test('where no key is published', async () => {
    const files = {
      ...main("use(import.meta.env.VITE_REGION, atob('aGVsbG8gd29ybGQsIGhlbGxvIHdvcmxk'), 'AKIAIOSFODNN7EXAMPLE');"),
      '.env': `VITE_REGION=eu-west-1\nAWS_SECRET_ACCESS_KEY=${secretKey}\nAWS_ACCESS_KEY_ID=${keyId}`,
      'public/robots.txt': 'User-agent: *',
      [`server/${keyId}.ts`]: `export const id = '${keyId}';`,
    };
    await buildApp(files, { build: { sourcemap: true } });
    expect(await readdir(join(root, 'dist/assets'))).toHaveLength(2);
  });

  test('where what a variable that is named like an AWS key holds is a placeholder', async () => {
    await buildApp({ ...main("use('test');"), '.env': 'AWS_SECRET_ACCESS_KEY=test' });
  });

  test('where public files are not copied, or too large to look into', async () => {
    await buildApp({ ...main('use(1);'), 'public/a.json': keyId }, { build: { copyPublicDir: false } });
    await truncate(join(root, 'public/a.json'), defaultMaxFileBytes + 1);
    await buildApp(main('use(1);'), { build: { write: false } });
  });

  test('where Vite is told to read no .env file', async () => {
    await buildApp({ ...main("use('a-key-of-a-test-account');"), '.env': 'AWS_SECRET_ACCESS_KEY=a-key-of-a-test-account' }, { envDir: false });
    expect(existsSync(join(root, 'dist/index.html'))).toBe(true);
  });

  test('where a comment in a source or a .env file allows the key, although the comment is gone in the end', async () => {
    const files = {
      ...main(`// valetkey-allow: of a public data set\nuse('${keyId}', import.meta.env.VITE_ID);`),
      '.env': `# valetkey-allow: of a public data set\nVITE_ID=${keyId.replace('AKIA', 'ASIA')}`,
    };
    await buildApp(files, { build: { sourcemap: true } });
    const [script = ''] = await readdir(join(root, 'dist/assets'));
    expect(await readFile(join(root, 'dist/assets', script), 'utf8')).toContain(keyId);
  });

  test('where a comment allows what is added up, encoded, of a variable or of a pattern of one’s own', async () => {
    const allow = '// valetkey-allow: of a public data set\n';
    await buildApp(main(`${allow}use('${head}' + '${tail}');`));
    await buildApp(main(`${allow}use(atob('${base64(keyId)}'));`));
    await buildApp(main(`${allow}use('tok_abcdefgh');`), {}, { also: [{ rule: 'our-token', pattern: /tok_[a-z]{8}/ }] });
    const value = 'a-key-of-a-test-account';
    await buildApp({ ...main('use(import.meta.env.VITE_AWS_SECRET);'), '.env': `# valetkey-allow: of a test account\nVITE_AWS_SECRET=${value}` });
    expect(await faultOf({ ...main('use(import.meta.env.VITE_AWS_SECRET);'), '.env': `VITE_AWS_SECRET=${value}` })).toContain('.env:1:17 environment-secret a-ke…');
  });

  test('but not over a key of the same kind that no comment allows', async () => {
    expect(await faultOf(main(`// valetkey-allow: of a public data set\nuse('${keyId}');\nuse('${keyId.replace('AKIA', 'ASIA')}');`))).toContain('ASIA…');
  });
});

test('patterns of one’s own stop a build too', async () => {
  const also = [{ rule: 'our-token', pattern: /tok_[a-z]{8}/g }];
  await expect(buildApp(main("use('tok_abcdefgh');"), {}, { also })).rejects.toThrow('our-token tok_…');
});

describe('Rollup has it as well:', () => {
  /** What comes out of Rollup, or why nothing does. */
  const generated = async (code: string, options: OutputOptions = {}): Promise<unknown> => {
    await writeFile(join(root, 'a.js'), code);
    const bundle = await rollup({ input: join(root, 'a.js'), plugins: [valetkeyGuard()] });
    return bundle.generate({ format: 'es', ...options });
  };

  test('a key stops the build, in code or in a map', async () => {
    await expect(generated(`use('${keyId}');`)).rejects.toThrow(/a\.js:1:6 access-key-id AKIA…/);
    for (const sourcemap of [true, 'inline', 'hidden'] as const) {
      await expect(generated(`use(1);\nfunction unused() { return '${keyId}'; }`, { sourcemap })).rejects.toThrow('):2:29 access-key-id AKIA…');
    }
  });

  test('a key stops the build in a map of another name, which nobody is told of', async () => {
    const options = { sourcemap: 'hidden', sourcemapFileNames: 'maps/[name]-[hash].map' } as const;
    await expect(generated(`use('//# sourceMappingURL=data:');\nfunction unused() { return '${keyId}'; }`, options)).rejects.toThrow('):2:29 access-key-id AKIA…');
  });

  test('without one it goes through', async () => {
    await expect(generated(`use(1);\nfunction unused() { return '${keyId}'; }`)).resolves.toMatchObject({ output: [{ code: 'use(1);\n' }] });
  });
});
