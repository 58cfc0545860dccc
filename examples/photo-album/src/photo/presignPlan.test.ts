import { expect, test } from 'vitest';
import { planPresign } from './presignPlan.ts';

const now = Date.UTC(2026, 0, 1);
const minutes = (count: number): number => count * 60_000;

test.each([
  ['with an hour of credentials left, a URL lives 15 minutes and is renewed after 14', minutes(60), 900, minutes(14)],
  ['a URL is not signed for longer than its credentials live', minutes(6), 360, minutes(5)],
  ['a URL that ends soon is renewed soon, but not without pause', 30_000, 30, 5000],
  ['credentials past their end still give a plan, because the answer to the request is what heals them', -5000, 1, 5000],
])('%s', (_, credentialsLeftMs, expiresInS, renewInMs) => {
  expect(planPresign(now + credentialsLeftMs, now)).toEqual({ expiresInS, renewInMs });
});

test('credentials that do not end leave the whole life', () => {
  expect(planPresign(undefined, now)).toEqual({ expiresInS: 900, renewInMs: minutes(14) });
});
