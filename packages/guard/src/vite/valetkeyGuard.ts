import { isAbsolute, relative } from 'node:path';
import { findLeaks, type LeakPattern } from '../findLeaks.ts';
import { bundleFiles, type OutputBundle } from './bundleFiles.ts';
import { describeLeaks } from './describeLeaks.ts';
import { environmentSecrets } from './environmentSecrets.ts';
import { readEnvFiles } from './readEnvFiles.ts';
import { readPublicFiles } from './readPublicFiles.ts';
import { createSourceRecord } from './sourceRecord.ts';

/** What to look for besides AWS keys. */
export interface GuardOptions {
  /** Default: nothing. */
  readonly also?: readonly LeakPattern[];
}

/** What the plugin reads of Vite's configuration. Rollup has none. */
export interface GuardBuildConfig {
  readonly mode: string;
  readonly root: string;
  readonly envDir: string | false;
  readonly publicDir: string;
  readonly define?: Readonly<Record<string, unknown>>;
  readonly build: { readonly copyPublicDir: boolean };
}

// Few modules: the others need not be handed over. `QUtJQ` and `QVNJQ` are AKIA and ASIA in base64.
const WORTH_A_LOOK = /A[KS]IA|ABIA|ACCA|A3T|IQoJ|FwoG|QUtJQ|QVNJQ|secret|valetkey-allow/i;

/** A plugin for Vite, Rolldown and Rollup. */
export interface GuardBuildPlugin {
  readonly name: string;
  readonly apply: 'build';
  readonly configResolved: (config: GuardBuildConfig) => void;
  readonly transform: {
    readonly order: 'pre';
    readonly filter: { readonly code: RegExp };
    readonly handler: (code: string, id: string) => undefined;
  };
  readonly watchChange: (id: string) => void;
  readonly generateBundle: {
    readonly order: 'post';
    readonly handler: (this: { readonly error: (message: string) => never }, options: unknown, bundle: OutputBundle) => void;
  };
}

/**
 * Stops a build that would publish AWS keys, before code, pages and maps are written. It looks into all that comes out of it, as
 * it comes out: scripts and styles after minification, which adds constants up, HTML, source maps, public files, and what any of
 * these encodes in base64. Values of the environment that are named like AWS keys are known, and found wherever they got to.
 *
 * What a comment in a source or a `.env` file allows (`// valetkey-allow: WHY`) may be published.
 */
export function valetkeyGuard(options: GuardOptions = {}): GuardBuildPlugin {
  let config: GuardBuildConfig | undefined;
  const sources = createSourceRecord(options.also);
  const nameOf = (id: string): string => {
    // Modules that plugins make up begin with a NUL, and parts of files have a query.
    const [path = id] = id.replace('\0', '').split('?');
    return isAbsolute(path) ? relative(config?.root ?? process.cwd(), path) : path;
  };

  return {
    name: 'valetkey-guard',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    transform: {
      order: 'pre',
      filter: { code: WORTH_A_LOOK },
      handler(code, id) {
        sources.record(id, { name: nameOf(id), text: code });
      },
    },
    watchChange(id) {
      // It may be nothing that is worth a look any more.
      sources.forget(id);
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const envFiles = readEnvFiles(config);
        const known = environmentSecrets({ environment: process.env, envFiles, define: config?.define ?? {} });
        for (const file of envFiles) sources.record(file.name, file, known);
        const also = [...(options.also ?? []), ...known];
        const files = [...bundleFiles(bundle), ...readPublicFiles(config)];
        const leaks = findLeaks(files, { also, allows: sources.allows });
        if (leaks.length > 0) this.error(describeLeaks(leaks, sources.leaks()));
      },
    },
  };
}
