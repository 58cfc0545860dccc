// `npm run docs`: writes the parts of docs/ that are made from code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from './importTypeScript.mjs';
import { installDependencies } from './installDependencies.mjs';
import { requireNode } from './requireNode.mjs';
import { root } from './root.mjs';
import { writeSizeRow } from './sizeTable.mjs';

requireNode();
await installDependencies();

/** @type {typeof import('./errorPage.ts')} */
const { errorPage } = await importTypeScript('scripts/errorPage.ts');
writeFileSync(join(root, 'docs/errors.md'), errorPage());

/** @type {typeof import('./mutations/mutationPage.ts')} */
const { mutationPage } = await importTypeScript('scripts/mutations/mutationPage.ts');
writeFileSync(join(root, 'docs/decisions/0005-what-breaks-which-test.md'), mutationPage());

/** @type {typeof import('./credentialWays/credentialTable.ts')} */
const { writeCredentialTables } = await importTypeScript('scripts/credentialWays/credentialTable.ts');
const credentialsPage = join(root, 'docs/credentials.md');
writeFileSync(credentialsPage, writeCredentialTables(readFileSync(credentialsPage, 'utf8')));

const { measureSize, sizeBudgets } = await import('./checkSizes.mjs');
const performancePage = join(root, 'docs/performance.md');
let page = readFileSync(performancePage, 'utf8');
for (const entry of sizeBudgets) page = writeSizeRow(page, await measureSize(entry));
writeFileSync(performancePage, page);
console.log('docs/errors.md, docs/credentials.md, docs/performance.md and docs/decisions/0005-what-breaks-which-test.md are up to date.');
