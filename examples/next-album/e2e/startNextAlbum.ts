import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';

/** The album, built and served by Next.js, on a local AWS. */
export interface NextAlbum {
  readonly url: string;
  readonly aws: EmulatorServer;
  readonly stop: () => Promise<void>;
}

const root = join(import.meta.dirname, '..');
const workspace = join(root, '../..');
const distDir = '.next-e2e';

/** Builds the packages as they are published, and the album with them. */
export async function startNextAlbum(): Promise<NextAlbum> {
  const aws = await startEmulatorServer({ port: 0 });
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_DIST_DIR: distDir,
    NEXT_PUBLIC_AWS_ENDPOINT: aws.url,
  } as const;
  await run(join(workspace, 'node_modules/.bin/tsc'), ['-b', 'tsconfig.build.json'], workspace, env);
  // The script itself: a shell wrapper around it could not be stopped.
  const next = join(root, 'node_modules/next/dist/bin/next');
  await run(process.execPath, [next, 'build'], root, env);
  const port = await findFreePort();
  const url = `http://localhost:${port}/`;
  const server = spawn(process.execPath, [next, 'start', '--port', String(port)], { cwd: root, env });
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (text: Buffer) => void (text.includes('Ready') && resolve()));
    server.once('exit', () => reject(new Error('Next.js did not start.')));
  });
  return {
    url,
    aws,
    async stop() {
      const gone = new Promise((resolve) => void server.once('exit', resolve));
      server.kill();
      await gone;
      await aws.close();
      await rm(join(root, distDir), { recursive: true, force: true });
    },
  };
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, args, { cwd, env });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => void (output += text.toString()));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}
