import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import everything from '../../vitest.config.ts';
import { createMutationPlugin } from './createMutationPlugin.ts';
import type { Mutation } from './mutations.ts';

// The repository's tests on code in which a mutation has been made, or on the code as it is.
const mutation = JSON.parse(process.env['VALETKEY_MUTATION'] ?? 'null') as Mutation | null;
const projects = (everything.test?.projects ?? []) as readonly TestProjectInlineConfiguration[];

export default defineConfig({
  test: {
    projects: projects.map((project) =>
      mutation === null ? project : { ...project, plugins: [createMutationPlugin(mutation), project.plugins] },
    ),
  },
});
