import { useSuspenseCredentials } from '@valetkey/react';
import { Suspense, type ReactNode } from 'react';

function Identity(): ReactNode {
  const known = useSuspenseCredentials();
  return known.status === 'ready' ? known.identityId : 'Nobody is signed in.';
}

export function Page(): ReactNode {
  return (
    <Suspense fallback="One moment …">
      <Identity />
    </Suspense>
  );
}
