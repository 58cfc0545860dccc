// `npm run check`: what to run before a push. Under two minutes once everything is installed.
import { createChecklist } from './createChecklist.mjs';
import { installDependencies } from './installDependencies.mjs';
import { requireNode } from './requireNode.mjs';
import { runCheck } from './runCheck.mjs';
import { runTests } from './runTests.mjs';

requireNode();
await installDependencies();

// Only now is there something for it to import.
const { checkSizes } = await import('./checkSizes.mjs');

const checklist = createChecklist();
await checklist.check('Linting', () => runCheck('oxlint', ['--type-aware', '--deny-warnings']));
await checklist.check('Checking types', () => runCheck('tsc', ['-p', 'tsconfig.json']));
await checklist.check('Compiling the packages', () => runCheck('tsc', ['-b', 'tsconfig.build.json']));
await checklist.check('Checking sizes', checkSizes);
await checklist.check('Running the node and dom tests', () =>
  // Vitest leaves one processor alone unless told otherwise, and on a small machine that is half of it.
  // Test files share their modules here, which halves the time; `npm test` gives each its own.
  runTests(['node', 'dom'], ['--maxWorkers', '100%', '--no-isolate', '--exclude', 'scripts/simulation/**']),
);
// A twentieth of what `npm test` plays: the whole takes as long as all the other tests.
await checklist.check('Simulating tabs', () => runCheck('node', ['scripts/simulation.mjs', '--seeds', '500']));
process.exitCode = checklist.finish();
