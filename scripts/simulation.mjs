// `npm run test:simulation -- --seeds N [--seed S]`: simulated tabs, N schedules of them; ends with one JSON line.
import { importTypeScript } from './importTypeScript.mjs';
import { installDependencies } from './installDependencies.mjs';
import { readOptions, readWhole } from './readOptions.mjs';
import { requireNode } from './requireNode.mjs';

requireNode();
const options = readOptions('npm run test:simulation -- [--seeds 1000] [--seed 1]', {
  seeds: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
});
const seeds = readWhole(options.seeds, 'number of seeds');
const seed = readWhole(options.seed, 'seed');
await installDependencies();

/** @type {typeof import('./simulation/runSimulation.ts')} */
const { runSimulation } = await importTypeScript('scripts/simulation/runSimulation.ts');
const result = await runSimulation(seed, seeds, ({ seed: failed, violations, trace }) => {
  console.log([...trace, ...violations, `Again: npm run test:simulation -- --seed ${failed} --seeds 1`].join('\n'));
});
console.log(JSON.stringify(result));
if (result.violations > 0) process.exitCode = 1;
