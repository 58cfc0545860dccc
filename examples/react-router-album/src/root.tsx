import '@valetkey/ui/styles.css';
import './album.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CredentialsProvider } from '@valetkey/react';
import { useState, type ReactNode } from 'react';
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from 'react-router';
import { s3Options } from './aws/awsNames.ts';
import { credentials, session } from './aws/browserAws.ts';

/** The document around every page. */
export function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Album</title>
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** Sets who is signed in and what AWS clients need, for every page. */
export default function Root(): ReactNode {
  // A server renders for many: each page has a cache of its own.
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <CredentialsProvider session={session} credentials={credentials} clientDefaults={s3Options}>
        <Outlet />
      </CredentialsProvider>
    </QueryClientProvider>
  );
}
