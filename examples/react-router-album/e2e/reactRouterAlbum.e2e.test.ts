import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeServerAlbum } from '../../../scripts/serverAlbum/describeServerAlbum.ts';
import { runScript, serve } from '../../../scripts/serverAlbum/serveBuilt.ts';

const cwd = join(import.meta.dirname, '..');
const bin = (name: string): string => join(cwd, 'node_modules/@react-router', name);

describeServerAlbum('the album on React Router', async (awsUrl) => {
  const buildDirectory = await mkdtemp(join(cwd, '.build-e2e-'));
  const env = { ...process.env, NODE_ENV: 'production', REACT_ROUTER_BUILD: buildDirectory, VITE_AWS_ENDPOINT: awsUrl } as const;
  await runScript({ script: bin('dev/bin.js'), args: ['build'], cwd, env });
  const { url, stop } = await serve((port) => ({
    script: bin('serve/bin.js'),
    args: [join(buildDirectory, 'server/index.js')],
    cwd,
    env: { ...env, PORT: String(port) },
  }));
  return {
    url,
    async stop() {
      await stop();
      await rm(buildDirectory, { recursive: true, force: true });
    },
  };
});
