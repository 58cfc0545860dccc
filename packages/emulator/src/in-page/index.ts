export { createInPageFetch } from './createInPageFetch.ts';
export {
  createInPageRequestHandler,
  type InPageHandlerOptions,
  type InPageRequestHandler,
} from './createInPageRequestHandler.ts';
