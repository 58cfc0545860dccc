/** A photo is an object in the bucket. */
export interface Photo {
  readonly key: string;
  /** The last step of the key, with its extension. */
  readonly fileName: string;
  /** The file name as a person would say it. */
  readonly title: string;
}

/** An object's listing entry, as far as a photo needs it. */
interface ListedObject {
  readonly Key?: string | undefined;
}

/** Reads the photos of an album from a listing. The empty object that keeps an empty album alive is none. */
export function photosOf(objects: readonly ListedObject[], prefix: string): readonly Photo[] {
  return objects.flatMap(({ Key }) => (Key === undefined || Key === prefix ? [] : photoOf(Key)));
}

/** The photo at a key. */
export function photoOf(key: string): Photo {
  const fileName = key.slice(key.lastIndexOf('/') + 1);
  return { key, fileName, title: fileName.replace(/\.[^.]+$/, '').replace(/[-_]+/g, ' ') };
}
