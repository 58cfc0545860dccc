import { useCallerIdentity } from '@valetkey/react';
import type { ReactNode } from 'react';

export function Account(): ReactNode {
  const { status, account, arn } = useCallerIdentity();
  return status === 'ready' && `${account}: ${arn}`;
}
