import { decodeText } from '../decodeText.ts';
import type { TextFile } from '../findLeaks.ts';

/** What a bundler is about to write, by name. */
export type OutputBundle = Readonly<Record<string, OutputChunk | OutputAsset>>;

interface OutputChunk {
  readonly type: 'chunk';
  readonly code: string;
  readonly map?: { readonly sources: readonly string[]; readonly sourcesContent?: readonly (string | null)[] | undefined } | null;
}

interface OutputAsset {
  readonly type: 'asset';
  readonly source: string | Uint8Array;
}

/** Everything that a build writes, as texts. */
export function bundleFiles(bundle: OutputBundle): readonly TextFile[] {
  return Object.entries(bundle).flatMap(([name, file]) => {
    if (file.type === 'asset') return [{ name, text: typeof file.source === 'string' ? file.source : decodeText(file.source) }];
    const map = `${name}.map`;
    // Maps that are files are among the assets, and inline ones in the code: of others the chunk alone knows.
    const isElsewhere = map in bundle || file.code.includes('sourceMappingURL=data:');
    const apart = file.map && !isElsewhere ? [{ name: map, text: JSON.stringify(file.map) }] : [];
    return [{ name, text: file.code }, ...apart];
  });
}
