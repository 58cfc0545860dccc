import { useExpiry } from '@valetkey/react';
import type { ReactNode } from 'react';

export function ExpiryNotice(): ReactNode {
  const isExpiring = useExpiry(60_000);
  return isExpiring && <output>AWS cannot be reached for new credentials. Save your work.</output>;
}
