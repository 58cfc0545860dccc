import { isCredentialsError, narrowProvider, type CredentialProvider } from '@valetkey/core';
import { beforeEach, describe, expect, it } from 'vitest';

/** A provider in a world that a test can change. */
export interface CredentialProviderHarness {
  readonly provider: CredentialProvider;
  /** Epoch ms by the clock of whoever issues the credentials. */
  readonly issuerNow: () => number;
  /** How often the issuer has been asked for credentials; constructing a provider must not ask. */
  readonly countIssued: () => number;
  /** Makes the issuer unreachable or throttled, until called with `false`. Absent where nobody issues anything: the keys are fixed. */
  readonly breakIssuer?: (broken: boolean) => void;
  /** Makes the issuer leave the secret out of its next answer. Absent where answers are not the provider's to check. */
  readonly truncateNextAnswer?: () => void;
  /** The person behind the credentials, for providers that have one. */
  readonly person?: {
    /** Signs somebody in, in place of whoever is. */
    readonly signInAs: (username: 'ada' | 'grace') => Promise<void>;
    readonly signOut: () => Promise<void>;
    /** Ends the session as an expired refresh token does. Absent where the provider cannot know. */
    readonly expire?: () => Promise<void>;
  };
}

const FIXED = 'nobody issues these credentials anew';

/**
 * What any {@link CredentialProvider} must do, whatever it speaks to. Call it at the top level of a test file.
 * @param name - The implementation's name.
 * @param create - Makes a provider that was never called, with `'ada'` signed in where there is a person, guests not let in.
 */
export function describeCredentialProviderContract(
  name: string,
  create: () => CredentialProviderHarness | Promise<CredentialProviderHarness>,
): void {
  describe(`${name}, as a credential provider`, () => {
    let harness: CredentialProviderHarness;
    beforeEach(async () => {
      harness = await create();
    });

    const codeOf = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'resolved',
        (error: unknown) => (isCredentialsError(error) ? error.code : String(error)),
      );

    it('does nothing until it is called', async () => {
      await Promise.resolve();
      expect(harness.countIssued()).toBe(0);
    });

    it('says what its credentials come from', () => {
      expect(harness.provider.source).toEqual(expect.stringMatching(/./));
    });

    it('gives temporary credentials that expire later, by the issuer’s clock', async () => {
      const given = await harness.provider();
      expect(given).toMatchObject({
        accessKeyId: expect.stringMatching(/./),
        secretAccessKey: expect.stringMatching(/./),
        sessionToken: expect.stringMatching(/./),
        expiration: expect.any(Date),
      });
      expect(given.expiration?.getTime()).toBeGreaterThan(harness.issuerNow());
    });

    it('keeps no credentials of its own: each call asks the issuer, and gives another key', async ({ skip }) => {
      if (harness.breakIssuer === undefined) return skip(FIXED);
      const first = await harness.provider();
      const second = await harness.provider({ forceRefresh: true });
      expect(second.accessKeyId).not.toBe(first.accessKeyId);
      expect(harness.countIssued()).toBe(2);
    });

    it('serves many callers at once', async () => {
      const given = await Promise.all(Array.from({ length: 10 }, () => harness.provider()));
      expect(given.every((credentials) => credentials.accessKeyId !== '')).toBe(true);
      expect(new Set(given.map((credentials) => credentials.identityId)).size).toBe(1);
    });

    it('fails with an error worth retrying while the issuer is in trouble, and works again afterwards', async ({ skip }) => {
      const { breakIssuer } = harness;
      if (breakIssuer === undefined) return skip(FIXED);
      breakIssuer(true);
      const error: unknown = await harness.provider().catch((reason: unknown) => reason);
      expect(isCredentialsError(error) && error.retryable).toBe(true);
      breakIssuer(false);
      expect(await codeOf(harness.provider())).toBe('resolved');
    });

    it('stays the same identity after the issuer was in trouble', async ({ skip }) => {
      const { breakIssuer } = harness;
      if (breakIssuer === undefined) return skip(FIXED);
      const { identityId } = await harness.provider();
      breakIssuer(true);
      await harness.provider().catch(() => undefined);
      breakIssuer(false);
      expect((await harness.provider()).identityId).toBe(identityId);
    });

    it('gives up when its caller does', async ({ skip }) => {
      if (harness.breakIssuer === undefined) return skip(FIXED);
      const controller = new AbortController();
      controller.abort();
      expect(await codeOf(harness.provider({ signal: controller.signal }))).toBe('ABORTED');
    });

    it('refuses an answer with parts missing', async ({ skip }) => {
      if (harness.truncateNextAnswer === undefined) return skip('answers are not this provider’s to check');
      harness.truncateNextAnswer();
      expect(await codeOf(harness.provider())).toBe('CREDENTIALS_MISSING');
    });

    it('follows the person: another epoch and another identity for another person', async ({ skip }) => {
      const { provider, person } = harness;
      if (person === undefined || provider.identity === undefined) return skip('nobody is behind these credentials');
      const { identity } = provider;
      const stop = identity.start();
      const epochs: number[] = [];
      const unsubscribe = identity.subscribe(() => epochs.push(identity.getEpoch()));
      const before = identity.getEpoch();
      const adas = await provider();
      await person.signInAs('grace');
      const graces = await provider();
      unsubscribe();
      stop();
      expect(graces.accessKeyId).not.toBe(adas.accessKeyId);
      if (adas.identityId !== undefined) expect(graces.identityId).not.toBe(adas.identityId);
      expect(identity.getEpoch()).toBeGreaterThan(before);
      expect(epochs.at(-1)).toBe(identity.getEpoch());
    });

    it('gives less for the same person when it is narrowed, or says that it cannot', async () => {
      const { provider } = harness;
      const scope = { policyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'], durationSeconds: 900 };
      if (provider.narrow === undefined) {
        expect(() => narrowProvider(provider, scope)).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED' }));
        return;
      }
      const narrowed = narrowProvider(provider, scope);
      expect(narrowed.source).toEqual(expect.stringMatching(/./));
      expect(narrowed.personal).toBe(provider.personal);
      expect(narrowed.identity?.getEpoch()).toBe(provider.identity?.getEpoch());
      expect(harness.countIssued()).toBe(0);
      const given = await narrowed();
      expect(given.identityId).toBe((await provider()).identityId);
      expect(given.expiration?.getTime()).toBeLessThanOrEqual(harness.issuerNow() + 900_000);
    });

    it('shows nothing secret in what can be read of it', async () => {
      const { secretAccessKey, sessionToken = '' } = await harness.provider();
      const shown = JSON.stringify([Object.entries(harness.provider), String(harness.provider)]);
      expect(shown).not.toContain(secretAccessKey);
      expect(shown).not.toContain(sessionToken);
    });

    it('says that nobody is signed in, without asking the issuer', async ({ skip }) => {
      if (harness.person === undefined) return skip('nobody is behind these credentials');
      await harness.person.signOut();
      expect(await codeOf(harness.provider())).toBe('NOT_SIGNED_IN');
      expect(harness.countIssued()).toBe(0);
    });

    it('says that a session has expired, without asking the issuer', async ({ skip }) => {
      if (harness.person?.expire === undefined) return skip('this provider cannot know');
      await harness.person.expire();
      expect(await codeOf(harness.provider())).toBe('SESSION_EXPIRED');
      expect(harness.countIssued()).toBe(0);
    });
  });
}
