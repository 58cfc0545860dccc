import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore, systemEnvironment } from '@valetkey/core';
import { CredentialsProvider } from '@valetkey/react';
import { createMockProvider, createSimulatedClock } from '@valetkey/testing';
import { renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Authenticator } from './Authenticator.tsx';

describe('Authenticator on a server', () => {
  test('renders neither form nor content: who is signed in is known in the browser only', () => {
    let requests = 0;
    const environment = {
      ...systemEnvironment,
      fetch: () => {
        requests += 1;
        return Promise.reject(new TypeError('No network.'));
      },
    };
    const session = createUserPoolSession({ userPoolId: 'eu-west-1_Server1', userPoolClientId: 'client', environment });
    const credentials = createCredentialStore({ provider: createMockProvider({ clock: createSimulatedClock() }), environment });
    const html = renderToString(
      <CredentialsProvider session={session} credentials={credentials}>
        <Authenticator>The album</Authenticator>
      </CredentialsProvider>,
    );
    expect(html).toContain('Loading…');
    expect(html).not.toContain('<form');
    expect(html).not.toContain('The album');
    expect(requests).toBe(0);
  });
});
