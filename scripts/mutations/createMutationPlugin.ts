import { join } from 'node:path';
import { normalizePath, type Plugin } from 'vite';
import { root } from '../root.mjs';
import { applyMutation } from './applyMutation.ts';
import type { Mutation } from './mutations.ts';

/** Makes a mutation on the way from the disk to the test: no file is ever changed. */
export function createMutationPlugin(mutation: Mutation): Plugin {
  const file = normalizePath(join(root, mutation.file));
  return {
    name: 'valetkey-mutation',
    enforce: 'pre',
    transform: (code, id) => (id.split('?')[0] === file ? applyMutation(code, mutation) : undefined),
  };
}
