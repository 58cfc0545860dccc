import { createMockProvider, createSimulatedClock } from '@valetkey/testing';
import { expect, test } from 'vitest';
import type { CredentialProvider } from './credentialProvider.ts';
import type { CredentialScopeRequest, HeldCredentials } from './credentialScope.ts';
import { createCredentialStore } from './createCredentialStore.ts';
import { narrowProvider } from './narrowProvider.ts';

const clock = createSimulatedClock();
const scope: CredentialScopeRequest = { roleArn: 'arn:aws:iam::123456789012:role/reader' };

test('a provider that can give less is asked to, and told where the wider credentials are held', () => {
  const asked: [CredentialScopeRequest, HeldCredentials | CredentialProvider][] = [];
  const narrowed = createMockProvider({ clock, source: 'narrowed' });
  const provider = Object.assign(createMockProvider({ clock }), {
    narrow(...request: [CredentialScopeRequest, HeldCredentials | CredentialProvider]) {
      asked.push(request);
      return narrowed;
    },
  });
  const store = createCredentialStore({ provider, clock });
  expect(narrowProvider(store.origin, scope, store)).toBe(narrowed);
  narrowProvider(provider, scope);
  expect(asked).toEqual([
    [scope, store],
    [scope, provider],
  ]);
});

test('of a provider that cannot give less, the error names it and says what can', () => {
  const narrow = (): unknown => narrowProvider(createMockProvider({ clock, source: 'static' }), scope);
  expect(narrow).toThrow(expect.objectContaining({ code: 'SCOPE_UNSUPPORTED', message: expect.stringContaining('"static"') }));
  expect(narrow).toThrow(/withRoleChaining/);
});
