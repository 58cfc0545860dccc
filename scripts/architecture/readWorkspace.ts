import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One source file of a package. */
export interface SourceFile {
  /** Within the package's `src`, for example `credentials/planRefresh.ts`. */
  readonly path: string;
  readonly text: string;
}

/** What the rules look at of one package. */
export interface Package {
  /** The folder's name: `core` for `@valetkey/core`. */
  readonly folder: string;
  /** The name in its package.json. */
  readonly name: string;
  /** What an installation of it brings: its dependencies and peer dependencies. */
  readonly dependencies: readonly string[];
  /** Those of them that an installation may lack. */
  readonly optionalPeers: readonly string[];
  /** What is published of its sources: no tests. */
  readonly files: readonly SourceFile[];
}

// Tests, and what only tests use.
const NOT_PUBLISHED = /\.test(-d)?\.|(^|\/)testKit\//;

/** Reads every package of the repository. */
export function readWorkspace(root: string): readonly Package[] {
  const packages = join(root, 'packages');
  return readdirSync(packages)
    .filter((folder) => existsSync(join(packages, folder, 'package.json')))
    .map((folder) => readPackage(folder, join(packages, folder)));
}

function readPackage(folder: string, directory: string): Package {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Readonly<{
    name: string;
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    peerDependenciesMeta?: Record<string, { readonly optional?: boolean }>;
  }>;
  const source = join(directory, 'src');
  const paths = existsSync(source) ? readdirSync(source, { recursive: true, encoding: 'utf8' }) : [];
  return {
    folder,
    name: manifest.name,
    dependencies: [...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.peerDependencies ?? {})],
    optionalPeers: Object.entries(manifest.peerDependenciesMeta ?? {}).flatMap(([name, { optional }]) => (optional === true ? name : [])),
    files: paths
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.tsx?$/.test(path) && !NOT_PUBLISHED.test(path))
      .map((path) => ({ path, text: readFileSync(join(source, path), 'utf8') })),
  };
}
