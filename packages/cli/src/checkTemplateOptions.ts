import { parseArgs } from 'node:util';

/** What `valetkey check-template` was asked to do. */
export type CheckTemplateRequest =
  | { readonly kind: 'check'; readonly files: readonly string[]; readonly json: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'misuse'; readonly message: string };

/** Reads the options of `valetkey check-template`. */
export function parseCheckTemplateOptions(args: readonly string[]): CheckTemplateRequest {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help === true) return { kind: 'help' };
    if (positionals.length === 0) return { kind: 'misuse', message: 'Which file? Give a template in YAML or JSON.' };
    return { kind: 'check', files: positionals, json: values.json ?? false };
  } catch (error) {
    return { kind: 'misuse', message: error instanceof Error ? error.message : String(error) };
  }
}
