import { decodeText } from '../decodeText.ts';
import type { TextFile } from '../findLeaks.ts';

/** What a bundler is about to write, by name. Source maps are assets of it, or inline in the code. */
export type OutputBundle = Readonly<Record<string, OutputChunk | OutputAsset>>;

interface OutputChunk {
  readonly type: 'chunk';
  readonly code: string;
}

interface OutputAsset {
  readonly type: 'asset';
  readonly source: string | Uint8Array;
}

/** Everything that a build writes, as texts. */
export function bundleFiles(bundle: OutputBundle): readonly TextFile[] {
  return Object.entries(bundle).map(([name, file]) => {
    if (file.type === 'chunk') return { name, text: file.code };
    return { name, text: typeof file.source === 'string' ? file.source : decodeText(file.source) };
  });
}
