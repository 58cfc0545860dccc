import { parseArgs } from 'node:util';

/** What `valetkey scan` was asked to do. */
export type ScanRequest =
  | { readonly kind: 'scan'; readonly paths: readonly string[]; readonly asJson: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'misuse'; readonly message: string };

/** Reads the options of `valetkey scan`. */
export function parseScanOptions(args: readonly string[]): ScanRequest {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { kind: 'help' };
    return { kind: 'scan', paths: positionals.length === 0 ? ['.'] : positionals, asJson: values.json ?? false };
  } catch (error) {
    return { kind: 'misuse', message: error instanceof Error ? error.message : String(error) };
  }
}
