// `npm run storybook`: the stories in a browser, on an AWS that lives in the page.
import { installDependencies } from './installDependencies.mjs';
import { requireNode } from './requireNode.mjs';
import { runCommand } from './runCommand.mjs';
import { fail, say } from './say.mjs';

requireNode();
await installDependencies();
say('Starting Storybook');
const { ok } = await runCommand('storybook', ['dev', '--port', '6006', '--exact-port', ...process.argv.slice(2)]);
if (!ok) fail('Storybook stopped: if port 6006 is taken, choose another with `npm run storybook -- --port 6007`.');
