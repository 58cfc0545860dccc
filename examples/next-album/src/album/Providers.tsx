'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CredentialsProvider } from '@valetkey/react';
import { useState, type ReactNode } from 'react';
import { s3Options } from '../aws/awsNames.ts';
import { credentials, session } from '../aws/browserAws.ts';

/** Sets who is signed in and what AWS clients need, for the whole page. */
export function Providers({ children }: { readonly children: ReactNode }): ReactNode {
  // A server renders for many: each page has a cache of its own.
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <CredentialsProvider session={session} credentials={credentials} clientDefaults={s3Options}>
        {children}
      </CredentialsProvider>
    </QueryClientProvider>
  );
}
