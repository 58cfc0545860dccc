import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { ServerAlbum } from './describeServerAlbum.ts';

/** A script of Node.js with its arguments, and where it runs. */
export interface NodeCommand {
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs a script to its end. Rejects with what it printed when it fails. */
export async function runScript(command: NodeCommand): Promise<void> {
  const { child, output } = start(command);
  const code = await new Promise((resolve) => void child.once('exit', resolve));
  if (code !== 0) throw new Error(output());
}

/** Starts a web server and waits until it answers. It must not be behind a shell, which could not be stopped. */
export async function serve(command: (port: number) => NodeCommand): Promise<ServerAlbum> {
  const port = await findFreePort();
  const url = `http://localhost:${port}/`;
  const { child, output } = start(command(port));
  const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const died = gone.then(() => Promise.reject(new Error(output())));
  died.catch(() => undefined);
  await Promise.race([answers(url), died]);
  return {
    url,
    async stop() {
      child.kill();
      await gone;
    },
  };
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
}

function start({ script, args, cwd, env }: NodeCommand): { readonly child: ChildProcess; readonly output: () => string } {
  let output = '';
  const child = spawn(process.execPath, [script, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => void (output += text.toString()));
  return { child, output: () => output };
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}
