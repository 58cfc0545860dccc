import { importsOf } from './importsOf.ts';
import type { Package } from './readWorkspace.ts';

/** Which of our packages each may build on: the table of packages in the design. */
export const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  core: [],
  cognito: ['core'],
  'credential-providers': ['core'],
  react: ['core'],
  ui: ['react', 'core'],
  server: ['core', 'credential-providers'],
  emulator: [],
  testing: ['core', 'react', 'emulator'],
  devtools: ['react', 'core'],
  guard: [],
  cli: ['emulator', 'guard', 'core'],
};

/** Finds packages that depend on, or import from, a package they may not know. Imports must also be declared. */
export function packageDirection(workspace: readonly Package[]): readonly string[] {
  const ours = new Map(workspace.map(({ name, folder }) => [name, folder]));
  return workspace.flatMap(({ name, folder, dependencies, files }) => {
    const allowed = allowedPackages[folder];
    if (allowed === undefined) return [`${folder} is not in the table of packages.`];
    const mayUse = (other: string): boolean => {
      const target = ours.get(other);
      return target === undefined || target === folder || allowed.includes(target);
    };
    const declared = dependencies.filter((other) => !mayUse(other)).map((other) => `${folder} may not depend on ${other}.`);
    const imported = files.flatMap(({ path, text }) =>
      packagesImported(text).flatMap((other) => {
        if (!mayUse(other)) return [`${folder}/src/${path} may not import ${other}.`];
        const known = other === name || other.startsWith('node:') || dependencies.includes(other);
        return known ? [] : [`${folder}/src/${path} imports ${other}, which its package.json does not declare.`];
      }),
    );
    return [...declared, ...imported];
  });
}

/** Names of the packages a text imports from: `@scope/name` of `@scope/name/sub`. */
function packagesImported(text: string): readonly string[] {
  return importsOf(text)
    .filter((specifier) => !specifier.startsWith('.'))
    .map((specifier) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
}
