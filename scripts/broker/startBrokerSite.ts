import { readFile, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { emulatorDefaults } from '@valetkey/emulator';
import { startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { chromium, type BrowserContext } from 'playwright';
import { build, defaultClientConditions } from 'vite';
import { chromiumArgs, findChromium } from '../chromium.mjs';
import { createOpenBroker } from './createOpenBroker.ts';
import { createMutationPlugin } from '../mutations/createMutationPlugin.ts';
import type { Mutation } from '../mutations/mutations.ts';
import { root } from '../root.mjs';

/** The app of the quick start with its broker, as the documentation shows both, a local AWS and a browser. */
export interface BrokerSite {
  readonly aws: EmulatorServer;
  /** Where the app is. */
  readonly url: string;
  /** A page of another subdomain of the same site, to which the cookie is sent along. */
  readonly siblingUrl: string;
  /** Where the same sessions are served to the sibling as well: a broker that allows its origin. */
  readonly openUrl: string;
  /** A page of another site. */
  readonly foreignUrl: string;
  /** Requests that have come to the broker so far, oldest first. */
  readonly requests: BrokerRequest[];
  readonly openBrowser: () => Promise<BrowserContext>;
  readonly stop: () => Promise<void>;
}

/** A request that came to the broker, and what it was answered. */
export interface BrokerRequest {
  readonly endpoint: string;
  readonly status: number;
  /** Where from, as the browser says. */
  readonly site: string | null;
  readonly hasCookie: boolean;
  readonly body: string;
}

const snippets = join(root, 'docs/snippets');

/** Builds the page as an app would be shipped, and serves it with its broker on one port under several names. */
export async function startBrokerSite(): Promise<BrokerSite> {
  const aws = await startEmulatorServer({ port: 0, allowedOrigins: ['http://app.site.localhost:*'] });
  const outDir = await mkdtemp(join(tmpdir(), 'broker-site-'));
  await buildPage(aws.url, outDir);
  process.env['LOCAL_AWS_URL'] = aws.url;
  process.env['BROKER_KEYS'] = 'q7Nq7bq0dYw3o5vJ2sT8xZr4mUe6hCfLgPaWiBnDyS0';
  const { app } = await import('../../docs/snippets/broker/hono.ts');
  const requests: BrokerRequest[] = [];

  async function handle(request: Request): Promise<Response> {
    const { pathname, hostname } = new URL(request.url);
    if (pathname.startsWith('/broker/')) {
      const body = await request.clone().text();
      const response = await app.fetch(request);
      const { headers, method } = request;
      if (method !== 'OPTIONS') {
        requests.push({
          endpoint: pathname.replace('/broker/', ''),
          status: response.status,
          site: headers.get('sec-fetch-site'),
          hasCookie: headers.has('cookie'),
          body,
        });
      }
      return response;
    }
    if (pathname.startsWith('/open/')) return createOpenBroker(new URL('/', request.url.replace('//app.', '//blog.')).origin, aws.url).handle(request);
    if (pathname === '/page.js') return new Response(await readFile(join(outDir, 'page.js')), { headers: { 'content-type': 'text/javascript' } });
    const script = hostname.startsWith('app.') && pathname === '/' ? '<script type="module" src="/page.js"></script>' : '';
    return new Response(`<!doctype html><title>Page</title><div id="root"></div>${script}`, { headers: { 'content-type': 'text/html' } });
  }

  const server = serve({ fetch: handle, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => void server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) });
  return {
    aws,
    url: `http://app.site.localhost:${port}/`,
    siblingUrl: `http://blog.site.localhost:${port}/`,
    openUrl: `http://app.site.localhost:${port}/open/`,
    foreignUrl: `http://evil.localhost:${port}/`,
    requests,
    async openBrowser() {
      const context = await browser.newContext();
      context.setDefaultTimeout(15_000);
      return context;
    },
    async stop() {
      await browser.close();
      await new Promise((resolve) => void server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
      await aws.close();
    },
  };
}

/** Who can sign in. */
export const person = emulatorDefaults.user;

/** The quick start’s page, with the one file changed that the documentation of the broker shows. */
async function buildPage(awsUrl: string, outDir: string): Promise<void> {
  // What is built here is out of reach for the plugins of the test that is run.
  const mutation = JSON.parse(process.env['VALETKEY_MUTATION'] ?? 'null') as Mutation | null;
  const nodeEnvironment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [
      mutation === null ? undefined : createMutationPlugin(mutation),
      {
        name: 'aws-through-a-broker',
        enforce: 'pre',
        resolveId: (id, importer) => (id === './aws.ts' && importer?.includes('quick-start') ? join(snippets, 'broker/aws.ts') : undefined),
      },
    ],
    resolve: { conditions: ['@valetkey/source', ...defaultClientConditions] },
    define: { 'import.meta.env.VITE_VALETKEY_EMULATOR_URL': JSON.stringify(awsUrl), 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: { input: join(snippets, 'quick-start/src/main.tsx'), output: { entryFileNames: 'page.js' } },
    },
  });
  if (nodeEnvironment === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = nodeEnvironment;
}
