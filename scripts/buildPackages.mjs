import { runCommand } from './runCommand.mjs';
import { fail, say } from './say.mjs';

/** Compiles the packages whose sources changed. Ends the process when that fails. */
export async function buildPackages() {
  say('Building the packages');
  const { ok } = await runCommand('tsc', ['-b', 'tsconfig.build.json']);
  if (!ok) fail('The packages could not be built: the messages above name the files.');
}
