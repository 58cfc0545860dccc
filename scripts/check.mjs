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
  runTests(['node', 'dom'], ['--maxWorkers', '100%']),
);
process.exitCode = checklist.finish();
