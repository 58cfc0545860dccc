import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build, defaultClientConditions } from 'vite';
import { createRealIssuer, type RealIssuer } from './createRealIssuer.ts';

/** A web site that runs the engine in its tabs, and an issuer that it refreshes its tokens at. */
export interface RealOrigin {
  readonly url: string;
  /** A fresh issuer: what came before is forgotten. */
  readonly renewIssuer: (graceMs?: number) => RealIssuer;
  readonly stop: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Builds the page as an app would be shipped, and serves it. */
export async function startOrigin(): Promise<RealOrigin> {
  const outDir = await mkdtemp(join(tmpdir(), 'real-tabs-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    resolve: { conditions: ['@valetkey/source', ...defaultClientConditions] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  let issuer = createRealIssuer(60_000);

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/aws') return issuer.handle(request, response);
    if (pathname === '/blank') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Elsewhere</title>');
    const isSandboxed = pathname === '/sandboxed';
    const file = pathname.startsWith('/assets/') ? pathname : '/index.html';
    const headers = { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'access-control-allow-origin': '*' };
    readFile(join(outDir, file)).then(
      (content) => response.writeHead(200, { ...headers, ...(isSandboxed ? { 'content-security-policy': 'sandbox allow-scripts' } : {}) }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // A host name of its own counts as trustworthy, so that there is Web Crypto.
    url: `http://localhost:${port}/`,
    renewIssuer(graceMs = 60_000) {
      issuer = createRealIssuer(graceMs);
      return issuer;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
