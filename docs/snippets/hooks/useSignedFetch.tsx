import { useSignedFetch } from '@valetkey/react';
import type { ReactNode } from 'react';

export function OrderButton({ photo }: { readonly photo: string }): ReactNode {
  const signedFetch = useSignedFetch('execute-api');
  const order = async (): Promise<void> => {
    await signedFetch('https://abc123.execute-api.eu-west-1.amazonaws.com/prod/prints', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ photo }),
    });
  };
  return (
    <button type="button" onClick={() => void order()}>
      Order a print
    </button>
  );
}
