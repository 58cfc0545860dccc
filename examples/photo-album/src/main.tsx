import '@valetkey/ui/styles.css';
import './styles/index.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CredentialsProvider } from '@valetkey/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { clientDefaults, credentials, services, session } from './aws.ts';
import { trustNothingButXml } from './trustedTypes.ts';

trustNothingButXml();

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // The SDK has tried three times when it gives up.
      retry: false,
    },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <CredentialsProvider session={session} credentials={credentials} clientDefaults={clientDefaults} services={services}>
        <App />
      </CredentialsProvider>
    </QueryClientProvider>
  </StrictMode>,
);
