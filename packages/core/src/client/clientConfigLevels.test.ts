import { describe, expect, test } from 'vitest';
import type { AwsCredentialProvider } from '../credentials/credentialStore.ts';
import type { ClientOptions } from './awsClient.ts';
import { enterScope } from './enterScope.ts';
import { explainClientConfig, type ClientConfigLevel } from './explainClientConfig.ts';
import { resolveClientConfig, type ClientConfigLevels } from './resolveClientConfig.ts';

/** The order of the design, highest first, with two scopes of each kind: the inner one is nearer. */
const PLACES = ['hook', 'named inner', 'named outer', 'service', 'unnamed inner', 'unnamed outer', 'provider'] as const;
type Place = (typeof PLACES)[number];
type ScopePlace = Extract<Place, `${string} ${string}`>;

const LEVEL_OF: Readonly<Record<Place, ClientConfigLevel>> = {
  hook: 'hook',
  'named inner': 'service-scope',
  'named outer': 'service-scope',
  service: 'service',
  'unnamed inner': 'scope',
  'unnamed outer': 'scope',
  provider: 'provider',
};

/** Every way to nest two named and two unnamed scopes, outermost first. */
const NESTINGS: readonly (readonly ScopePlace[])[] = [
  ['named outer', 'named inner', 'unnamed outer', 'unnamed inner'],
  ['named outer', 'unnamed outer', 'named inner', 'unnamed inner'],
  ['named outer', 'unnamed outer', 'unnamed inner', 'named inner'],
  ['unnamed outer', 'named outer', 'named inner', 'unnamed inner'],
  ['unnamed outer', 'named outer', 'unnamed inner', 'named inner'],
  ['unnamed outer', 'unnamed inner', 'named outer', 'named inner'],
];

/** Every subset of the places, the empty one included. */
const SUBSETS: readonly ReadonlySet<Place>[] = Array.from(
  { length: 2 ** PLACES.length },
  (_, bits) => new Set(PLACES.filter((_place, index) => (bits >> index) % 2 === 1)),
);

const COMBINATIONS = NESTINGS.flatMap((nesting) => SUBSETS.map((set) => ({ nesting, set })));

/** The levels in which each place of a set says what `optionsAt` has it say, for S3, and `other` for another service. */
function buildLevels(
  { nesting, set }: (typeof COMBINATIONS)[number],
  optionsAt: (place: Place) => ClientOptions,
): ClientConfigLevels {
  const at = (place: Place): ClientOptions | undefined => (set.has(place) ? optionsAt(place) : undefined);
  const provider: ClientConfigLevels = {
    services: { S3: at('service') ?? {}, DynamoDB: { region: 'of another service' } },
    defaults: at('provider'),
  };
  const scoped = nesting.reduce(
    (levels, place) =>
      place.startsWith('named')
        ? enterScope(levels, { serviceIds: ['S3'], options: at(place) })
        : enterScope(levels, { options: at(place) }),
    provider,
  );
  return { ...scoped, own: at('hook') };
}

const highestOf = (set: ReadonlySet<Place>): Place | undefined => PLACES.find((place) => set.has(place));

describe(`every combination of levels, ${COMBINATIONS.length} in all`, () => {
  test('an option that each level of the combination sets comes from the highest', () => {
    const found = COMBINATIONS.map((one) => resolveClientConfig('S3', buildLevels(one, (place) => ({ region: place }))).region);
    expect(found).toEqual(COMBINATIONS.map(({ set }) => highestOf(set)));
  });

  test('credentials come from the highest level that names some, and from the provider where none does', () => {
    const providers = new Map<Place | undefined, AwsCredentialProvider>(
      [...PLACES, undefined].map((place) => [place, () => Promise.reject(new Error(place))]),
    );
    const found = COMBINATIONS.map((one) => {
      const levels = buildLevels(one, (place) => ({ credentials: providers.get(place)! }));
      return resolveClientConfig('S3', { ...levels, credentials: providers.get(undefined)! }).credentials;
    });
    expect(found).toEqual(COMBINATIONS.map(({ set }) => providers.get(highestOf(set))));
  });

  test('options that different levels set are all there', () => {
    for (const one of COMBINATIONS) {
      const resolved = resolveClientConfig('S3', buildLevels(one, (place) => ({ [place]: true })));
      expect(resolved).toEqual(Object.fromEntries([...one.set].map((place) => [place, true])));
    }
  });

  test('the explanation names the level that the option comes from', () => {
    for (const one of COMBINATIONS) {
      const { region } = explainClientConfig('S3', buildLevels(one, (place) => ({ region: place })));
      const highest = highestOf(one.set);
      expect(region).toEqual(highest && { value: highest, level: LEVEL_OF[highest] });
    }
  });

  test('a scope that names another service changes nothing', () => {
    for (const one of COMBINATIONS) {
      const levels = buildLevels(one, (place) => ({ region: place }));
      const inside = enterScope(levels, { serviceIds: ['SQS'], options: { region: 'of another scope' } });
      expect(resolveClientConfig('S3', inside).region).toBe(highestOf(one.set));
    }
  });
});

describe('enterScope', () => {
  test('what a scope leaves undefined stays as it was around it', () => {
    const around = enterScope({}, { options: { region: 'outer', maxAttempts: 2 } });
    const unset = { region: undefined, maxAttempts: 5 } as unknown as ClientOptions;
    expect(resolveClientConfig('S3', enterScope(around, { options: unset }))).toEqual({ region: 'outer', maxAttempts: 5 });
  });

  test('options per service reach that service, whether the scope is for it alone or for every service', () => {
    const services = { S3: { region: 'of S3' } };
    for (const serviceIds of [undefined, ['DynamoDB']]) {
      const levels = enterScope({}, { serviceIds, options: { region: 'of all' }, services });
      expect(resolveClientConfig('S3', levels).region).toBe('of S3');
      expect(resolveClientConfig('DynamoDB', levels).region).toBe('of all');
    }
  });

  test('options per service lift nothing else of a scope for every service above the provider’s `services`', () => {
    const levels = enterScope({ services: { S3: { region: 'service' } } }, { options: { region: 'scope' }, services: { S3: { maxAttempts: 1 } } });
    expect(resolveClientConfig('S3', levels)).toEqual({ region: 'service', maxAttempts: 1 });
  });

  test('the levels around it are left as they are', () => {
    const around = enterScope({ defaults: { region: 'default' } }, { serviceIds: ['S3'], options: { region: 'outer' } });
    const before = structuredClone(around);
    enterScope(around, { serviceIds: ['S3'], options: { region: 'inner' } });
    enterScope(around, { options: { region: 'inner' } });
    expect(around).toEqual(before);
  });

  test('a scope that misspells its service is refused when a client of that service is wanted', () => {
    const levels = enterScope({}, { serviceIds: ['s3'], options: { region: 'lost' } });
    expect(() => resolveClientConfig('S3', levels)).toThrow(expect.objectContaining({ code: 'UNKNOWN_SERVICE' }));
  });
});
