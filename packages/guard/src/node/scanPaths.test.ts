import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyId } from '../testKit/madeUpKeys.ts';
import { scanPaths } from './scanPaths.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valetkey-scan-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** The files in which a scan has found something, within the folder. */
async function leakingFiles(...paths: readonly string[]): Promise<readonly string[]> {
  const { leaks } = await scanPaths(paths.map((path) => join(folder, path)));
  return leaks.map(({ file }) => file.slice(folder.length + 1));
}

describe('scanning files and folders', () => {
  test('finds keys in every file below a folder, hidden ones included, and counts what it looked into', async () => {
    await write('.env', `ID=${keyId}`);
    await write('src/deep/a.ts', `\n  '${keyId}'`);
    await write('src/b.ts', 'export {};');
    const { leaks, fileCount } = await scanPaths([folder]);
    expect(leaks).toEqual([
      { file: join(folder, '.env'), line: 1, column: 4, rule: 'access-key-id', start: 'AKIA' },
      { file: join(folder, 'src/deep/a.ts'), line: 2, column: 4, rule: 'access-key-id', start: 'AKIA' },
    ]);
    expect(fileCount).toBe(3);
  });

  test('leaves out what others have published and what Git keeps, unless it is asked for', async () => {
    await write('node_modules/a/a.js', keyId);
    await write('.git/a', keyId);
    expect(await leakingFiles('')).toEqual([]);
    expect(await leakingFiles('node_modules', '.git/a')).toEqual(['node_modules/a/a.js', '.git/a']);
  });

  test('follows no links, which may lead in a circle', async () => {
    await write('a.js', keyId);
    await symlink(folder, join(folder, 'again'));
    expect(await leakingFiles('')).toEqual(['a.js']);
  });

  test('reads what PowerShell writes, and what is no text', async () => {
    await write('.env', Buffer.from(`\ufeffID=${keyId}`, 'utf16le'));
    await write('a.wasm', Buffer.concat([Buffer.from([0, 0x61, 0xff, 0xc0]), Buffer.from(keyId)]));
    expect(await leakingFiles('')).toEqual(['.env', 'a.wasm']);
  });

  test('tells of files that it did not look into because they are too large', async () => {
    await write('a.js', keyId);
    await write('b.js', 'x'.repeat(21));
    expect(await scanPaths([folder], { maxFileBytes: 20 })).toMatchObject({ fileCount: 1, tooLarge: [join(folder, 'b.js')] });
  });

  test('ends when it is told to', async () => {
    await write('a.js', keyId);
    await expect(scanPaths([folder], { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
  });

  test('fails where there is nothing', async () => {
    await expect(scanPaths([join(folder, 'dits')])).rejects.toThrow('ENOENT');
  });
});
