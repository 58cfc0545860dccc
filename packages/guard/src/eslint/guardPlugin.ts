import type { ESLint, Linter } from 'eslint';
import { noHardCodedKeys } from './noHardCodedKeys.ts';
import { noPublicSecrets } from './noPublicSecrets.ts';
import { noStaticCredentials } from './noStaticCredentials.ts';

/** The plugin, and the configuration that most want. */
export interface GuardPlugin extends ESLint.Plugin {
  readonly configs: {
    /** Every rule, as an error, under the name `valetkey`. */
    readonly recommended: Linter.Config;
  };
}

const plugin: ESLint.Plugin = {
  meta: { name: '@valetkey/guard', namespace: 'valetkey' },
  rules: {
    'no-hard-coded-keys': noHardCodedKeys,
    'no-public-secrets': noPublicSecrets,
    'no-static-credentials': noStaticCredentials,
  },
};

const recommended: Linter.Config = {
  name: 'valetkey/recommended',
  plugins: { valetkey: plugin },
  rules: {
    'valetkey/no-hard-coded-keys': 'error',
    'valetkey/no-public-secrets': 'error',
    'valetkey/no-static-credentials': 'error',
  },
};

/**
 * Rules for ESLint (flat configuration) and Oxlint that find AWS keys where they are written.
 *
 * ```js
 * import { guardPlugin } from '@valetkey/guard/eslint';
 *
 * export default [guardPlugin.configs.recommended];
 * ```
 */
// The same object, so that whoever registers it under the same name is not told that it is another.
export const guardPlugin: GuardPlugin = Object.assign(plugin, { configs: { recommended } });
