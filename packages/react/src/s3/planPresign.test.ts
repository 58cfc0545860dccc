import { expect, test } from 'vitest';
import { planPresign } from './planPresign.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const minutes = (count: number): number => count * 60_000;

test.each([
  ['is signed with the half of its life that has begun last', NOON + minutes(8), undefined, NOON + minutes(7.5), NOON + minutes(22.5)],
  ['ends with its time where credentials live longer', NOON, NOON + minutes(60), NOON, NOON + minutes(15)],
  ['ends with the credentials that sign it', NOON, NOON + minutes(6), NOON, NOON + minutes(6)],
])('an address %s', (_, now, credentialsEndAt, signingDate, endsAt) => {
  expect(planPresign(900, { now, credentialsEndAt })).toEqual({ signingDate, endsAt, renewAt: endsAt - minutes(1) });
});

test('a short life is renewed a quarter of it before the end', () => {
  expect(planPresign(10, { now: NOON })).toEqual({ signingDate: NOON, endsAt: NOON + 10_000, renewAt: NOON + 7_500 });
});

test.each([
  ['the present second', NOON + 8_900, NOON + 8_000],
  ['the one before where the present one is everybody’s', NOON + 900, NOON - 1000],
])('what is to be new is signed with %s', (_, now, signingDate) => {
  expect(planPresign(900, { now, exact: true })).toMatchObject({ signingDate, endsAt: signingDate + minutes(15) });
});

// Or there would be nothing new to sign, again and again.
test.each([10, 11, 59, 900, 3600, 604_800])('with %i s of life, the address after it lives longer, and no address is born expired', (lifeS) => {
  for (let now = NOON; now < NOON + lifeS * 1000; now += lifeS * 37) {
    const { signingDate, endsAt, renewAt } = planPresign(lifeS, { now });
    expect(signingDate).toBeLessThanOrEqual(now);
    expect(renewAt).toBeGreaterThan(now);
    expect(planPresign(lifeS, { now: renewAt }).endsAt).toBeGreaterThan(endsAt);
  }
});
