import { readFile, stat } from 'node:fs/promises';
import { decodeText } from '../decodeText.ts';
import { findLeaks, type FindLeaksOptions, type Leak } from '../findLeaks.ts';
import { walkFiles } from './walkFiles.ts';

/** What to look for besides AWS keys, and in what. */
export interface ScanPathsOptions extends FindLeaksOptions {
  /** Larger files are not looked into, bytes. Default 67 108 864. */
  readonly maxFileBytes?: number;
  /** Ends the scan before it has seen everything. */
  readonly signal?: AbortSignal;
}

/** What a scan has seen. */
export interface ScanResult {
  readonly leaks: readonly Leak[];
  /** How many files were looked into. */
  readonly fileCount: number;
  /** Those that were too large. */
  readonly tooLarge: readonly string[];
}

/** The size of a file that is still looked into, bytes. */
export const defaultMaxFileBytes: number = 64 * 2 ** 20;

/**
 * Looks for AWS keys in files and folders. `node_modules`, `.git` and links below a folder are left out.
 * @param paths - As reports are to call them: relative ones to the working directory.
 * @throws Error of `node:fs` where there is nothing, or nothing that may be read; the signal's reason when that is aborted.
 */
export async function scanPaths(paths: readonly string[], options: ScanPathsOptions = {}): Promise<ScanResult> {
  const { maxFileBytes = defaultMaxFileBytes, signal, ...what } = options;
  const leaks: Leak[] = [];
  const tooLarge: string[] = [];
  let fileCount = 0;
  for (const path of paths) {
    for await (const name of walkFiles(path)) {
      signal?.throwIfAborted();
      if ((await stat(name)).size > maxFileBytes) {
        tooLarge.push(name);
        continue;
      }
      fileCount += 1;
      leaks.push(...findLeaks([{ name, text: decodeText(await readFile(name)) }], what));
    }
  }
  return { leaks, fileCount, tooLarge };
}
