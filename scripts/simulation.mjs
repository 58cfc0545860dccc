// `npm run test:simulation -- --seeds N [--seed S]`: simulated tabs, N schedules of them; ends with one JSON line.
import { parseArgs } from 'node:util';
import { importTypeScript } from './importTypeScript.mjs';
import { installDependencies } from './installDependencies.mjs';
import { requireNode } from './requireNode.mjs';

requireNode();
await installDependencies();
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } } });

/** @type {typeof import('./simulation/runSimulation.ts')} */
const { runSimulation } = await importTypeScript('scripts/simulation/runSimulation.ts');
const result = await runSimulation(Number(values.seed), Number(values.seeds), ({ seed, violations, trace }) => {
  console.log([...trace, ...violations, `Again: npm run test:simulation -- --seed ${seed} --seeds 1`].join('\n'));
});
console.log(JSON.stringify(result));
if (result.violations > 0) process.exitCode = 1;
