import './pageGlobals.ts';
import { CredentialsProvider, useCredentials } from '@valetkey/react';
import type { ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createBenchApp } from './benchApp.ts';
import type { Measurement } from './measurement.ts';

const SUBSCRIBERS = 1000;

/** How many of a thousand components that select the status render when credentials are refreshed. */
export async function measureRenders(): Promise<Measurement> {
  const { credentials } = createBenchApp();

  let renders = 0;
  function Subscriber(): ReactElement {
    const status = useCredentials((state) => state.status);
    // Counting is what this component is for.
    renders += 1;
    return <span>{status}</span>;
  }
  const root = createRoot(document.createElement('div'));
  root.render(
    <CredentialsProvider credentials={credentials}>
      {Array.from({ length: SUBSCRIBERS }, (_, index) => (
        <Subscriber key={index} />
      ))}
    </CredentialsProvider>,
  );
  await settled(() => credentials.getSnapshot().status === 'ready');
  if (renders < SUBSCRIBERS * 2) throw new Error(`Only ${renders} renders were counted up to the first credentials.`);

  renders = 0;
  const before = await credentials.getCredentials();
  const after = await credentials.refresh();
  if (after.accessKeyId === before.accessKeyId) throw new Error('The credentials were not refreshed.');
  await settled(() => true);
  root.unmount();
  return { name: `renders of ${SUBSCRIBERS} selecting components on refresh`, value: renders, unit: 'renders', limit: 0 };
}

/** Waits until a condition holds and React has had time to render for it. */
async function settled(condition: () => boolean): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 50));
  while (!condition());
}
