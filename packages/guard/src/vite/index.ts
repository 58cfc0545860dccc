export { valetkeyGuard, type GuardBuildPlugin, type GuardOptions } from './valetkeyGuard.ts';
