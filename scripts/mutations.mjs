// `npm run test:mutations -- [--invariant N]`: breaks the code in every way that is listed and watches the named test fail.
import { importTypeScript } from './importTypeScript.mjs';
import { installDependencies } from './installDependencies.mjs';
import { readOptions, readWhole } from './readOptions.mjs';
import { requireChromium } from './requireChromium.mjs';
import { requireNode } from './requireNode.mjs';

requireNode();
const options = readOptions('npm run test:mutations -- [--invariant 1]', { invariant: { type: 'string' } });
const only = options.invariant === undefined ? undefined : readWhole(options.invariant, 'invariant', 10);
await installDependencies();
await requireChromium();

/** @type {typeof import('./mutations/mutations.ts')} */
const { mutations } = await importTypeScript('scripts/mutations/mutations.ts');
/** @type {typeof import('./mutations/runMutations.ts')} */
const { runMutations } = await importTypeScript('scripts/mutations/runMutations.ts');
const chosen = mutations.filter(({ invariant }) => only === undefined || invariant === only);
let passed = 0;
let failed = 0;
await runMutations(chosen, ({ invariant, what, test }, wrong) => {
  if (wrong === undefined) passed += 1;
  else failed += 1;
  console.log(`${wrong === undefined ? '✓' : '✗'} ${invariant}. ${what}${wrong === undefined ? '' : `\n  ${test.file} › ${test.name}: ${wrong}`}`);
});
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
