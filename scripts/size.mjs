// `npm run size`: one JSON line per entry point; fails when one is over its budget.
import { installDependencies } from './installDependencies.mjs';
import { requireNode } from './requireNode.mjs';

requireNode();
await installDependencies();
// Only now is there something to import.
const { measureSize, sizeBudgets } = await import('./checkSizes.mjs');
for (const entry of sizeBudgets) {
  const size = await measureSize(entry);
  console.log(JSON.stringify(size));
  if (size.bytes > size.budget) process.exitCode = 1;
}
