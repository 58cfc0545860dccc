// `npm run storybook`: the stories in a browser, on an AWS that lives in the page.
import { installDependencies } from './installDependencies.mjs';
import { readOptions, readPort } from './readOptions.mjs';
import { requireFreePort } from './requireFreePort.mjs';
import { requireNode } from './requireNode.mjs';
import { runCommand } from './runCommand.mjs';
import { fail, say } from './say.mjs';

requireNode();
const options = readOptions('npm run storybook -- [--port 6006]', { port: { type: 'string', default: process.env['PORT'] ?? '6006' } });
const port = readPort(options.port);
await requireFreePort(port, `npm run storybook -- --port ${port + 1}`);
await installDependencies();
say(`Starting Storybook on http://127.0.0.1:${port}`);
const { ok } = await runCommand('storybook', ['dev', '--port', String(port), '--host', '127.0.0.1', '--no-open', '--no-version-updates']);
if (!ok) fail('Storybook stopped: the messages above say why.');
