import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitForPictures } from '../../examples/photo-album/e2e/albumSteps.ts';
import { chromiumArgs, findChromium } from '../chromium.mjs';
import { copyUnbuilt } from './copyUnbuilt.ts';
import { startCommand, type Running } from './startCommand.ts';

let clone: string;
let browser: Browser;
const commands: Running[] = [];

beforeAll(async () => {
  clone = await copyUnbuilt();
  const executablePath = findChromium();
  browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
});

afterAll(async () => {
  await browser.close();
  for (const command of commands) if (command.isAlive()) await command.interrupt();
  await rm(clone, { recursive: true, force: true });
});

test('npm start serves the album where nothing was ever built, and Ctrl-C ends all of it', async () => {
  const [port, emulatorPort] = await freePorts();
  const start = npmStart('--port', `${port}`, '--emulator-port', `${emulatorPort}`);
  await start.said(/Ctrl-C stops everything/);
  expect(start.output()).toContain(`http://127.0.0.1:${port}`);
  expect(start.output()).toContain('Sign in as');

  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}`);
  await waitForPictures(page, 9);

  // The page is still open, and with it the connections of its sockets.
  expect(await start.interrupt()).toBe(0);
  expect(start.isAlive()).toBe(false);
  await page.close();
});

test('the album’s own dev server brings a local AWS, where nothing was ever built', async () => {
  const [port] = await freePorts();
  const folder = join(clone, 'examples/photo-album');
  const vite = run(startCommand(folder, join(clone, 'node_modules/.bin/vite'), ['--port', `${port}`, '--strictPort']));
  await vite.said(/Local:/);

  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}`);
  await waitForPictures(page, 9);
  await page.close();
  await vite.interrupt();
});

test('a taken port, one port for two, a wrong option and no port end npm start with a sentence that says what to do', async () => {
  const taken = await listen();
  const { port } = taken.address() as AddressInfo;
  const [free] = await freePorts();
  const faults: readonly (readonly [readonly string[], string])[] = [
    [['--port', `${port}`], `Port ${port} is taken: stop the program that uses it, or choose another port with \`npm start -- --port`],
    [['--port', `${free}`, '--emulator-port', `${port}`], `Port ${port} is taken: stop the program that uses it, or choose another`],
    [['--port', `${free}`, '--emulator-port', `${free}`], `The photo album and the local AWS cannot both have port ${free}: choose two.`],
    [['--prot', '1'], "Unknown option '--prot'.\n\nnpm start --"],
    [['--port', 'http'], '"http" is no port: choose a whole number from 1 to 65535.'],
  ];
  for (const [args, sentence] of faults) {
    const start = npmStart(...args);
    expect(await start.ended).toBe(1);
    expect(start.output().startsWith(sentence), start.output()).toBe(true);
    expect(start.output()).not.toContain(' at ');
  }
  taken.close();
});

function npmStart(...args: readonly string[]): Running {
  return run(startCommand(clone, process.execPath, ['scripts/start.mjs', ...args]));
}

function run(command: Running): Running {
  commands.push(command);
  return command;
}

/** Two ports that nobody listens on. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = [await listen(), await listen()] as const;
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return [ports[0] ?? 0, ports[1] ?? 0];
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
  });
}
