// `npm test`: everything this repository checks, from a fresh clone to one line that counts.
import { checkStaticStories } from './checkStaticStories.mjs';
import { checkStyles } from './checkStyles.mjs';
import { createChecklist } from './createChecklist.mjs';
import { installDependencies } from './installDependencies.mjs';
import { requireChromium } from './requireChromium.mjs';
import { requireNode } from './requireNode.mjs';
import { runCheck } from './runCheck.mjs';
import { runTests, testProjects } from './runTests.mjs';

requireNode();
await installDependencies();
await requireChromium();

// Only now is there something for it to import.
const { checkPackages } = await import('./checkPackages.mjs');
const { checkSizes } = await import('./checkSizes.mjs');

const checklist = createChecklist();
await checklist.check('Building the packages', () => runCheck('tsc', ['-b', 'tsconfig.build.json']));
await checklist.check('Linting', () => runCheck('oxlint', ['--type-aware', '--deny-warnings']));
await checklist.check('Checking types', () => runCheck('tsc', ['-p', 'tsconfig.json']));
await checklist.check('Checking sizes', checkSizes);
await checklist.check('Checking what would be published', checkPackages);
await checklist.check('Looking for unused files, exports and dependencies', () => runCheck('knip', []));
await checklist.check('Measuring', () => runCheck('node', ['scripts/bench.mjs']));
await checklist.check('Checking the styles in a production build', checkStyles);
await checklist.check('Building the stories as a static site', checkStaticStories);
await checklist.check(`Running the tests (${testProjects.join(', ')})`, () => runTests(testProjects));
process.exitCode = checklist.finish();
