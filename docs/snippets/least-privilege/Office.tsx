import { createUserPoolSession } from '@valetkey/cognito';
import { createCredentialStore } from '@valetkey/core';
import { fromCognitoIdentityPool, withRoleChaining } from '@valetkey/credential-providers';
import { CredentialsProvider } from '@valetkey/react';
import { RoleSwitcher, type SwitchableRole } from '@valetkey/ui';
import type { ReactNode } from 'react';

const session = createUserPoolSession({ userPoolId: 'eu-west-1_AbCdEf123', userPoolClientId: '1example23456789' });
const pool = fromCognitoIdentityPool({ identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef', logins: session });
// The pool's own role may call sts:AssumeRole on these, and they trust it.
const credentials = createCredentialStore({ provider: withRoleChaining(pool, { region: 'eu-west-1' }) });

const roles: readonly SwitchableRole[] = [
  { roleArn: 'arn:aws:iam::123456789012:role/editor', name: 'Editor', description: 'Changes captions' },
  { roleArn: 'arn:aws:iam::123456789012:role/auditor', name: 'Auditor', description: 'Sees every album, changes nothing' },
];

export const Office = ({ children }: { readonly children: ReactNode }) => (
  <CredentialsProvider session={session} credentials={credentials} clientDefaults={{ region: 'eu-west-1' }}>
    <RoleSwitcher roles={roles}>{children}</RoleSwitcher>
  </CredentialsProvider>
);
