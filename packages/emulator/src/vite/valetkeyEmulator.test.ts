import { createServer, resolveConfig, type InlineConfig, type ViteDevServer } from 'vite';
import { describe, expect, it } from 'vitest';
import { emulatorDefaults } from '../index.ts';
import { emulatorUrlVariable, valetkeyEmulator } from './index.ts';
import { startEmulatorServer } from '../node/index.ts';

const define = `import.meta.env.${emulatorUrlVariable}`;

async function freePort(): Promise<number> {
  const server = await startEmulatorServer({ port: 0 });
  await server.close();
  return Number(new URL(server.url).port);
}

function startVite(port: number): Promise<ViteDevServer> {
  const config: InlineConfig = {
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins: [valetkeyEmulator({ port })],
  };
  return createServer(config);
}

const isUp = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/${emulatorDefaults.userPoolId}/.well-known/jwks.json`).then(
    (response) => response.ok,
    () => false,
  );

describe('the Vite plugin', () => {
  it('runs an emulator as long as the dev server and tells the app its URL', async () => {
    const port = await freePort();
    const vite = await startVite(port);
    expect(vite.config.define?.[define]).toBe(JSON.stringify(`http://127.0.0.1:${port}`));
    expect(await isUp(port)).toBe(true);
    await vite.close();
    expect(await isUp(port)).toBe(false);
  });

  it('keeps the emulator when Vite starts the next dev server before it closes the last', async () => {
    const port = await freePort();
    const [first, next] = [await startVite(port), await startVite(port)];
    await first.close();
    expect(await isUp(port)).toBe(true);
    await next.close();
    expect(await isUp(port)).toBe(false);
  });

  it('runs for a dev server, and neither in a build nor in the preview of one', async () => {
    // Only whether it takes part is asked: it need not start anything.
    const config: InlineConfig = { configFile: false, plugins: [{ ...valetkeyEmulator(), config: () => undefined }] };
    const runs = async (command: 'serve' | 'build', isPreview: boolean): Promise<boolean> => {
      const { plugins } = await resolveConfig(config, command, undefined, undefined, isPreview);
      return plugins.some(({ name }) => name === 'valetkey-emulator');
    };
    expect(await runs('serve', false)).toBe(true);
    expect(await runs('build', false)).toBe(false);
    expect(await runs('serve', true)).toBe(false);
  });
});
