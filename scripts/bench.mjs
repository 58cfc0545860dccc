// `npm run bench`: one JSON line per measurement; fails when one is over its limit.
import { importTypeScript } from './importTypeScript.mjs';
import { installDependencies } from './installDependencies.mjs';
import { requireNode } from './requireNode.mjs';

requireNode();
await installDependencies();
/** @type {typeof import('./bench/measureAll.ts')} */
const { measureAll } = await importTypeScript('scripts/bench/measureAll.ts');
for await (const measurement of measureAll()) {
  console.log(JSON.stringify(measurement));
  if (measurement.limit !== undefined && measurement.value > measurement.limit) process.exitCode = 1;
}
