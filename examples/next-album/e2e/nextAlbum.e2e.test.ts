import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeServerAlbum } from '../../../scripts/serverAlbum/describeServerAlbum.ts';
import { runScript, serve } from '../../../scripts/serverAlbum/serveBuilt.ts';

const cwd = join(import.meta.dirname, '..');
const workspace = join(cwd, '../..');
const next = join(cwd, 'node_modules/next/dist/bin/next');
const distDir = '.next-e2e';

describeServerAlbum('the album on Next.js', async (awsUrl) => {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_DIST_DIR: distDir,
    NEXT_PUBLIC_AWS_ENDPOINT: awsUrl,
  } as const;
  // As they are published: Next.js picks the entries for server components itself.
  await runScript({ script: join(workspace, 'node_modules/typescript/bin/tsc'), args: ['-b', 'tsconfig.build.json'], cwd: workspace, env });
  await runScript({ script: next, args: ['build'], cwd, env });
  const { url, stop } = await serve((port) => ({ script: next, args: ['start', '--port', String(port)], cwd, env }));
  return {
    url,
    async stop() {
      await stop();
      await rm(join(cwd, distDir), { recursive: true, force: true });
    },
  };
});
