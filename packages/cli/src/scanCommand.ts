import { describeLeak, explainRules } from '@valetkey/guard';
import { scanPaths, type ScanResult } from '@valetkey/guard/node';
import { describeFileError } from './describeFileError.ts';
import { parseScanOptions } from './scanOptions.ts';
import type { Terminal } from './terminal.ts';

const help = `valetkey scan [options] [paths]

Looks for hard-coded AWS keys in files and folders, source maps and base64 included. Leaves out node_modules, .git
and links. Ends with 1 when it finds any, with 2 when it cannot look.

Paths
  Files and folders, for example: src dist .env (default: the working directory)

Options
  --json   Print what was found as JSON
  --help   Show this`;

/** `valetkey scan`: looks for AWS keys. Returns the exit code: 0 none, 1 some or stopped, 2 misused or a path that cannot be read. */
export async function scanCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const request = parseScanOptions(args);
  switch (request.kind) {
    case 'help':
      terminal.print(help);
      return 0;
    case 'misuse':
      terminal.printError(`${request.message}\n\n${help}`);
      return 2;
    case 'scan':
      return scan(request.paths, request.asJson, terminal);
    default:
      return request satisfies never;
  }
}

async function scan(paths: readonly string[], asJson: boolean, terminal: Terminal): Promise<number> {
  let result: ScanResult;
  try {
    result = await scanPaths(paths, { signal: terminal.stopped });
  } catch (error) {
    if (terminal.stopped.aborted) {
      terminal.printError('Stopped before everything was looked into.');
      return 1;
    }
    terminal.printError(describeFileError(error));
    return 2;
  }
  terminal.print(asJson ? JSON.stringify(result, undefined, 2) : report(result));
  return result.leaks.length === 0 ? 0 : 1;
}

function report({ leaks, fileCount, tooLarge }: ScanResult): string {
  const skipped = tooLarge.map((name) => `Too large to look into: ${name}`);
  const found = leaks.length === 0 ? 'No AWS key' : leaks.length === 1 ? '1 AWS key' : `${leaks.length} AWS keys`;
  const count = `${found} in ${fileCount === 1 ? '1 file' : `${fileCount} files`}.`;
  return [leaks.map(describeLeak).join('\n'), ...explainRules(leaks), skipped.join('\n'), count].filter((part) => part !== '').join('\n\n');
}
