// The default is what Oxlint loads, and what people expect of plugins.
export { guardPlugin, guardPlugin as default, type GuardPlugin } from './guardPlugin.ts';
