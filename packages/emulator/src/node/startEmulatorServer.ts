import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator, type EmulatorOptions } from '../createEmulator.ts';
import type { Emulator } from '../emulator.ts';
import { isAllowedHost, isLoopback, type HostRule } from './isAllowedHost.ts';
import { sendWebResponse, toWebRequest } from './nodeAdapter.ts';
import { createStateFile } from './stateFile.ts';

/** The port used when none is named. */
export const defaultEmulatorPort = 4577;

/** How an emulator is served. */
export interface EmulatorServerOptions extends Omit<EmulatorOptions, 'state' | 'onChange'> {
  /** 0 picks a free one. Default {@link defaultEmulatorPort}. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`. Others than this machine's own need `allowNetworkAccess`. */
  readonly host?: string;
  /** Lets other machines call a server that holds fake keys and any data you put in. Default false. */
  readonly allowNetworkAccess?: boolean;
  /** Where state survives a restart. Default: in memory only. */
  readonly dataDirectory?: string;
}

/** An emulator that listens. */
export interface EmulatorServer {
  /** `http://127.0.0.1:4577` */
  readonly url: string;
  /** For the control endpoints, in the header `x-emulator-token`. */
  readonly token: string;
  readonly emulator: Emulator;
  /** Stops listening, ends open connections and writes state that is not written yet. */
  readonly close: () => Promise<void>;
}

/**
 * Serves an emulator over HTTP.
 * @throws Error in one sentence with the fix: in production, for a host that is not this machine, when the port is taken,
 * when the data directory's state cannot be read.
 */
export async function startEmulatorServer(options: EmulatorServerOptions = {}): Promise<EmulatorServer> {
  const { port = defaultEmulatorPort, host = '127.0.0.1', allowNetworkAccess = false, dataDirectory, onError = () => {}, ...rest } = options;
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('The emulator is a fake and does not run with NODE_ENV=production. Unset it.');
  }
  if (!isLoopback(host) && !allowNetworkAccess) {
    throw new Error(`Listening on ${host} lets other machines call the emulator. Allow network access to do so, or use 127.0.0.1.`);
  }
  const stateFile = dataDirectory === undefined ? undefined : createStateFile(dataDirectory, () => emulator.exportState(), onError);
  const state = await stateFile?.read();
  const emulator = createEmulator({ ...rest, onError, onChange: () => stateFile?.save(), ...(state === undefined ? {} : { state }) });
  const server = createServer((incoming, outgoing) => {
    void serve(emulator, { host, allowNetworkAccess }, incoming, outgoing).catch((error: unknown) => {
      // The client went away, as a page does that gives an upload up; or a queued network fault says that it did.
      if (incoming.complete && !(error instanceof TypeError)) onError(error);
      outgoing.destroy();
    });
  });
  await listen(server, port, host);
  void emulator.prepareKeys().catch(onError);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    token: emulator.controlToken,
    emulator,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await stateFile?.flush();
    },
  };
}

async function serve(emulator: Emulator, rule: HostRule, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  if (!isAllowedHost(incoming.headers.host, rule)) {
    outgoing.writeHead(421, { 'content-type': 'text/plain', connection: 'close' });
    outgoing.end('The emulator answers only to the names of this machine.\n');
    return;
  }
  const request = await toWebRequest(incoming);
  if (request === undefined) {
    outgoing.writeHead(400, { 'content-type': 'text/plain' });
    outgoing.end('The emulator cannot read this request: no web request has its method or target.\n');
    return;
  }
  const response = await emulator.handle(request);
  await sendWebResponse(response, outgoing, incoming.method ?? 'GET');
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error);
    });
    server.listen(port, host, resolve);
  });
}

function portTaken(port: number, cause: Error): Error {
  return new Error(`Port ${port} is taken. Stop the program that uses it, or choose another port: the option port, --port of a command.`, { cause });
}
