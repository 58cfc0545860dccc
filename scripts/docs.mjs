// `npm run docs`: writes the pages of docs/ that are made from code.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from './importTypeScript.mjs';
import { root } from './root.mjs';

const { errorPage } = await importTypeScript('scripts/errorPage.ts');
writeFileSync(join(root, 'docs/errors.md'), errorPage());
console.log('docs/errors.md');
