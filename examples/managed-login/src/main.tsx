// First: it takes the code out of the address.
import { credentials, session } from './aws.ts';
import './style.css';
import { CredentialsProvider } from '@valetkey/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root".');

createRoot(root).render(
  <StrictMode>
    <CredentialsProvider session={session} credentials={credentials}>
      <App />
    </CredentialsProvider>
  </StrictMode>,
);
