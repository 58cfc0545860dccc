import { defaultClientConditions, defaultServerConditions } from 'vite';

/** Resolves our packages to their sources in a browser, so that nothing has to be built first. */
export const sourceConditions = ['@valetkey/source', ...defaultClientConditions];

/** The same for code that runs in Node.js. */
export const serverSourceConditions = ['@valetkey/source', ...defaultServerConditions];
