import { parseEnv } from 'node:util';
import type { LeakPattern, TextFile } from '../findLeaks.ts';
import { isSecretName } from '../isPublicSecretName.ts';

/** Shorter ones are placeholders (`test`, `minioadmin`) and words that any bundle may hold, in characters. */
const MIN_LENGTH = 16;

/** Where variables come from. */
export interface VariableSources {
  /** The environment of the build. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `.env` files. */
  readonly envFiles: readonly TextFile[];
  /** Vite's option: names, and expressions in their place. */
  readonly define: Readonly<Record<string, unknown>>;
}

/** Patterns that find the values of variables that are named like AWS keys, whatever these look like. */
export function environmentSecrets({ environment, envFiles, define }: VariableSources): readonly LeakPattern[] {
  const variables = [environment, ...envFiles.map(({ text }) => parseEnv(text))].flatMap((one) => Object.entries(one));
  const defined = Object.entries(define).map(unquoted);
  const values = [...variables, ...defined].flatMap(([name, value]) =>
    isSecretName(name) && typeof value === 'string' && value.length >= MIN_LENGTH ? [value] : [],
  );
  return [...new Set(values)].map((value) => ({ rule: 'environment-secret', pattern: new RegExp(value.replace(/\W/g, '\\$&'), 'g') }));
}

/** What `define` puts in place of a name is an expression: a quoted string as a rule. */
function unquoted([name, value]: readonly [string, unknown]): readonly [string, unknown] {
  return [name, typeof value === 'string' ? value.replace(/^(["'`])(.*)\1$/s, '$2') : value];
}
