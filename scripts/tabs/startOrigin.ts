import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build, defaultClientConditions } from 'vite';
import { createMutationPlugin } from '../mutations/createMutationPlugin.ts';
import type { Mutation } from '../mutations/mutations.ts';
import { createGates, type Gate } from './createGates.ts';
import { createRealIssuer, type IssuerOptions, type RealIssuer } from './createRealIssuer.ts';

/** A web site that runs the engine in its pages, and an issuer that it refreshes its tokens at. */
export interface RealOrigin {
  readonly url: string;
  /** A fresh issuer: what came before is forgotten. */
  readonly renewIssuer: (options?: IssuerOptions) => RealIssuer;
  /** Holds the next page that comes to `/gates/NAME`. */
  readonly holdGate: (name: string) => Gate;
  /** Calls `listener` with what pages report, `/reports/TOPIC/TEXT`, the moment it arrives. Ends with the function it returns. */
  readonly onReport: (listener: (topic: string, text: string) => void) => () => void;
  readonly stop: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

// Services of AWS are of another origin than the app.
const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-max-age': '600' };

/** Builds the page as an app would be shipped, and serves it. */
export async function startOrigin(): Promise<RealOrigin> {
  // What is built here is out of reach for the plugins of the test that is run.
  const mutation = JSON.parse(process.env['VALETKEY_MUTATION'] ?? 'null') as Mutation | null;
  const outDir = await mkdtemp(join(tmpdir(), 'real-tabs-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    plugins: mutation === null ? [] : [createMutationPlugin(mutation)],
    resolve: { conditions: ['@valetkey/source', ...defaultClientConditions] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  const gates = createGates();
  let issuer = createRealIssuer();
  const reportListeners = new Set<(topic: string, text: string) => void>();

  async function serveFile(pathname: string, response: ServerResponse): Promise<void> {
    const content = await readFile(join(outDir, pathname));
    response.writeHead(200, { ...CORS, 'content-type': TYPES[extname(pathname)] ?? 'text/plain' }).end(content);
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, folder = '', name = '', text = ''] = pathname.split('/').map(decodeURIComponent);
    if (request.method === 'OPTIONS') return void response.writeHead(204, CORS).end();
    switch (folder) {
      case 'aws':
        return issuer.handle(request, response);
      case 'gates':
        return void gates.pass(name).then(() => response.writeHead(200, CORS).end());
      case 'reports':
        for (const listener of reportListeners) listener(name, text);
        return void response.writeHead(204, CORS).end();
      case 'blank':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title>');
      default:
        serveFile(folder === 'assets' ? pathname : '/index.html', response).catch(() => response.writeHead(404).end());
    }
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // A host name of its own counts as trustworthy, so that there is Web Crypto.
    url: `http://localhost:${port}/`,
    renewIssuer(options) {
      issuer = createRealIssuer(options);
      return issuer;
    },
    holdGate: gates.hold,
    onReport(listener) {
      reportListeners.add(listener);
      return () => void reportListeners.delete(listener);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
