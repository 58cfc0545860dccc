export { runCli } from './runCli.ts';
export type { Terminal } from './terminal.ts';
