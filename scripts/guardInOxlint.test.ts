import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './root.mjs';
import { runCommand } from './runCommand.mjs';
import { serverSourceConditions } from './sourceConditions.mjs';

const KEY_ID = ['AKIA', 'Q3EGRAYZ7MW5', 'LKTU'].join('');

// Rules for ESLint that Oxlint runs as well. The plugin is built for it first: Oxlint lets Node.js load it, which knows no sources.
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'valetkey-oxlint-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, resolve: { conditions: serverSourceConditions } },
    build: { ssr: 'packages/guard/src/eslint/index.ts', outDir: folder, emptyOutDir: false, rollupOptions: { output: { entryFileNames: 'plugin.mjs' } } },
  });
  const rules = { 'valetkey/no-hard-coded-keys': 'error', 'valetkey/no-public-secrets': 'error', 'valetkey/no-static-credentials': 'error' };
  writeFileSync(join(folder, 'oxlint.json'), JSON.stringify({ jsPlugins: [{ name: 'valetkey', specifier: './plugin.mjs' }], rules }));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The rules that Oxlint reports of a file, with their lines. */
async function reported(code: string): Promise<readonly string[]> {
  writeFileSync(join(folder, 'a.tsx'), code);
  const args = ['--config', join(folder, 'oxlint.json'), '--format', 'unix', '--no-ignore', join(folder, 'a.tsx')];
  const { output } = await runCommand('oxlint', args, { quiet: true });
  return [...output.matchAll(/a\.tsx:(\d+):\d+: .*valetkey[(/]([\w-]+)/g)].map(([, line = '', rule = '']) => `${line} ${rule}`).toSorted();
}

test('Oxlint runs the rules, in TypeScript with JSX', async () => {
  const code = `const head: string = '${KEY_ID.slice(0, 7)}' as const;
export const text = <p>{'${KEY_ID}'}</p>;
export const joined = head + '${KEY_ID.slice(7)}';
export const secret = import.meta.env.VITE_AWS_SECRET!;
export const client = new S3Client({ credentials: { accessKeyId: 'minio', secretAccessKey: 'minio' } });
`;
  expect(await reported(code)).toEqual(['2 no-hard-coded-keys', '3 no-hard-coded-keys', '4 no-public-secrets', '5 no-static-credentials']);
});

test('Oxlint has nothing to say of code without keys', async () => {
  expect(await reported('export const client = new S3Client({ credentials: store.provider });\n')).toEqual([]);
});
