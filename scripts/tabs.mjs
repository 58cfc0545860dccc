// `npm run test:tabs -- --tabs N --rounds N [--no-locks]`: tabs of a real Chromium that share one session; ends with one JSON line.
import { importTypeScript } from './importTypeScript.mjs';
import { installDependencies } from './installDependencies.mjs';
import { readOptions, readWhole } from './readOptions.mjs';
import { requireChromium } from './requireChromium.mjs';
import { requireNode } from './requireNode.mjs';

requireNode();
const options = readOptions('npm run test:tabs -- [--tabs 4] [--rounds 150] [--no-locks]', {
  tabs: { type: 'string', default: '4' },
  rounds: { type: 'string', default: '150' },
  'no-locks': { type: 'boolean', default: false },
});
const tabs = readWhole(options.tabs, 'number of tabs');
const rounds = readWhole(options.rounds, 'number of rounds');
await installDependencies();
await requireChromium();

/** @type {typeof import('./tabs/startOrigin.ts')} */
const { startOrigin } = await importTypeScript('scripts/tabs/startOrigin.ts');
/** @type {typeof import('./tabs/runRounds.ts')} */
const { runRounds } = await importTypeScript('scripts/tabs/runRounds.ts');
const origin = await startOrigin();
const result = await runRounds(origin, { tabs, rounds, hasLocks: !options['no-locks'] });
await origin.stop();
console.log(JSON.stringify(result));
if (result.reuseErrors > 0 || result.callsPerRound !== 1 || result.disagreements > 0) process.exitCode = 1;
