import { defaultSeed, emulatorDefaults, type EmulatorSeed } from '@valetkey/emulator';

/** What everyone may see, by key. */
const publicPhotos: readonly string[] = ['harbour.jpg', 'lighthouse.jpg', 'pier.jpg'];

/** The emulator's photo album with three public photos in it. */
export const stageSeed: EmulatorSeed = {
  ...defaultSeed,
  buckets: [
    {
      name: emulatorDefaults.bucket,
      region: emulatorDefaults.region,
      objects: Object.fromEntries(publicPhotos.map((name) => [`public/${name}`, { body: `The photo ${name}.` }])),
    },
  ],
};
