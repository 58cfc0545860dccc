import type { Mutation } from '../mutations.ts';

const uploader = 'packages/react/src/upload/createUploader.ts';
const uploaderTest = 'packages/react/src/upload/createUploader.test.ts';

/** Uploads that outlive their identity or their component, or whose credentials do not outlive them. */
export const uploadMutations: readonly Mutation[] = [
  {
    invariant: 2,
    what: 'A client signs to the end with the credentials that it began with.',
    file: 'packages/core/src/client/createClientCache.ts',
    find: 'await store.getCredentials(how);',
    replace: 'await (Object(store).first ??= store.getCredentials(how));',
    test: {
      file: 'packages/react/src/upload/longUpload.test.ts',
      name: 'an hour’s upload of 5,000 parts outlives two sets of credentials: 3 credential calls, no failed part',
    },
  },
  {
    invariant: 4,
    what: 'An upload goes on when somebody else signs in.',
    file: uploader,
    find: 'if (store.getSnapshot().epoch !== epoch) drop(true);',
    replace: '',
    test: { file: uploaderTest, name: 'during %s, it stops and nothing more is sent' },
  },
  {
    invariant: 4,
    what: 'The result of an upload is shown to whoever comes next.',
    file: uploader,
    find: 'else state.set(IDLE_UPLOAD);',
    replace: '',
    test: { file: uploaderTest, name: 'the result of the one before is gone' },
  },
  {
    invariant: 9,
    what: 'An upload goes on without its component.',
    file: uploader,
    find: 'drop(false);',
    replace: '',
    test: { file: uploaderTest, name: 'the upload is canceled a second later, and what was uploaded removed' },
  },
  {
    invariant: 9,
    what: 'A component that StrictMode mounts twice loses its upload.',
    file: uploader,
    find: 'cancelLinger?.();',
    replace: '',
    test: { file: uploaderTest, name: 'and is back within the second, as in StrictMode, nothing happens' },
  },
];
