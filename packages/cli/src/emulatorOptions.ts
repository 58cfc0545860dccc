import { parseArgs } from 'node:util';
import { defaultAllowedOrigins } from '@valetkey/emulator';
import type { EmulatorServerOptions } from '@valetkey/emulator/node';

/** What `valetkey emulator` was asked to do. */
export type EmulatorRequest =
  | { readonly kind: 'serve'; readonly options: EmulatorServerOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'misuse'; readonly message: string };

/** Reads the options of `valetkey emulator`. */
export function parseEmulatorOptions(args: readonly string[]): EmulatorRequest {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        host: { type: 'string' },
        origin: { type: 'string', multiple: true },
        'allow-network': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { kind: 'help' };
    return {
      kind: 'serve',
      options: {
        ...(values.port === undefined ? {} : { port: parsePort(values.port) }),
        ...(values.data === undefined ? {} : { dataDirectory: values.data }),
        ...(values.host === undefined ? {} : { host: values.host }),
        ...(values.origin === undefined ? {} : { allowedOrigins: [...defaultAllowedOrigins, ...values.origin] }),
        allowNetworkAccess: values['allow-network'] ?? false,
      },
    };
  } catch (error) {
    return { kind: 'misuse', message: error instanceof Error ? error.message : String(error) };
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`--port must be a number from 0 to 65535, not ${text}.`);
}
