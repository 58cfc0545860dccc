import type { Mutation } from '../mutations.ts';

/** Showing somebody, or doing for them, what was another person's. */
export const queryMutations: readonly Mutation[] = [
  {
    invariant: 4,
    what: 'What somebody has sent goes on when another signs in.',
    file: 'packages/react/src/query/abortWithIdentity.ts',
    find: 'controller.abort();',
    replace: 'controller.signal.throwIfAborted();',
    test: {
      file: 'packages/react/src/query/useAwsMutation.test.tsx',
      name: 'under way when somebody else signs in, it is aborted and forgotten',
    },
  },
  {
    invariant: 4,
    what: 'What the person before has seen is shown while the next one’s loads.',
    file: 'packages/react/src/query/followIdentity.ts',
    find: 'return same ? choose(data, query) : choose(undefined, undefined);',
    replace: 'return choose(data, query);',
    test: {
      file: 'packages/react/src/query/useAwsQuery.test.tsx',
      name: 'shows nothing of the one before, aborts what is under way and asks anew',
    },
  },
];
