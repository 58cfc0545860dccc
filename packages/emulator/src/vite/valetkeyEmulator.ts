import type { Plugin } from 'vite';
import {
  defaultEmulatorPort,
  startEmulatorServer,
  type EmulatorServer,
  type EmulatorServerOptions,
} from '../node/startEmulatorServer.ts';

/** The variable that tells an app where the emulator is: `import.meta.env.VITE_VALETKEY_EMULATOR_URL`. */
export const emulatorUrlVariable = 'VITE_VALETKEY_EMULATOR_URL';

/** A running server and how many dev servers use it. */
interface Shared {
  readonly server: Promise<EmulatorServer>;
  users: number;
}

// Vite starts the next dev server before it closes the last one when its config changes: both share one emulator, by port.
const running = new Map<number, Shared>();

/**
 * Runs an emulator beside Vite's dev server and tells the app its URL. Does nothing in builds and their previews.
 * Mailed codes appear in Vite's log unless `onMail` is given.
 */
export function valetkeyEmulator(options: EmulatorServerOptions = {}): Plugin {
  const port = options.port ?? defaultEmulatorPort;
  let log: (line: string) => void = () => {};
  const onMail: EmulatorServerOptions['onMail'] = (mail) => {
    log(`Code for ${mail.address} (${mail.kind}): ${mail.code}`);
  };
  return {
    name: 'valetkey-emulator',
    apply: (_, { command, isPreview }) => command === 'serve' && isPreview !== true,
    async config() {
      const { url } = await acquire(port, { onMail, ...options, port });
      return { define: { [`import.meta.env.${emulatorUrlVariable}`]: JSON.stringify(url) } };
    },
    configResolved({ logger }) {
      log = (line) => {
        logger.info(line, { timestamp: true });
      };
    },
    configureServer(devServer) {
      const close = devServer.close.bind(devServer);
      devServer.close = async () => {
        await close();
        await release(port);
      };
    },
  };
}

function acquire(port: number, options: EmulatorServerOptions): Promise<EmulatorServer> {
  const shared = running.get(port) ?? { server: startEmulatorServer(options), users: 0 };
  running.set(port, shared);
  shared.users += 1;
  shared.server.catch(() => running.delete(port));
  return shared.server;
}

async function release(port: number): Promise<void> {
  const shared = running.get(port);
  if (shared === undefined) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  running.delete(port);
  await (await shared.server).close();
}
