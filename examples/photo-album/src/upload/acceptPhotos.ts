/** The largest photo taken, in bytes (25 MB). */
export const MAX_PHOTO_BYTES = 25_000_000;

/** Files sorted into photos and what was left out, with the reason in words. */
export interface AcceptedPhotos {
  readonly photos: readonly File[];
  readonly problems: readonly string[];
}

/** Takes the photos among the files a person chose or dropped. */
export function acceptPhotos(files: readonly File[]): AcceptedPhotos {
  const judged = files.map((file) => ({ file, problem: problemOf(file) }));
  return {
    photos: judged.flatMap(({ file, problem }) => (problem === undefined ? [file] : [])),
    problems: judged.flatMap(({ problem }) => problem ?? []),
  };
}

function problemOf({ name, size, type }: File): string | undefined {
  if (!type.startsWith('image/')) return `“${name}” is not a picture, so it was left out.`;
  if (size === 0) return `“${name}” is empty, so it was left out.`;
  if (size > MAX_PHOTO_BYTES) return `“${name}” is larger than 25 MB, so it was left out.`;
  return undefined;
}
