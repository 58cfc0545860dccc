export { createInPageFetch } from './createInPageFetch.ts';
