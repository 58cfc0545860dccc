import '@valetkey/ui/styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CredentialsProvider } from '@valetkey/react';
import { Authenticator } from '@valetkey/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { clientDefaults, credentials, services, session } from './aws.ts';

const queryClient = new QueryClient();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <CredentialsProvider session={session} credentials={credentials} clientDefaults={clientDefaults} services={services}>
        <Authenticator identifier="email">
          <App />
        </Authenticator>
      </CredentialsProvider>
    </QueryClientProvider>
  </StrictMode>,
);
