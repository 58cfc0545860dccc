export { LIBRARY_TIMEOUT_MS } from './callLibrary.ts';
export { createLibrarySession } from './createLibrarySession.ts';
export type { LibrarySessionOptions } from './createLibrarySession.ts';
