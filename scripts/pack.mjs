// `npm run pack`: tarballs to install in an app of one's own, for trying out what is not published yet.
import { join, relative } from 'node:path';
import { installDependencies } from './installDependencies.mjs';
import { packPackages } from './packPackages.mjs';
import { requireNode } from './requireNode.mjs';
import { root } from './root.mjs';
import { runCommand } from './runCommand.mjs';
import { fail, say } from './say.mjs';

requireNode();
await installDependencies();
say('Building the packages');
const { ok } = await runCommand('tsc', ['-b', 'tsconfig.build.json']);
if (!ok) fail('The packages could not be built: the messages above name the files.');
say('Packing them');
for (const tarball of await packPackages(join(root, 'packed'))) console.log(relative(root, tarball));
