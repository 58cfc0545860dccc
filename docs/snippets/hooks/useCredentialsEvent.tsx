import { useCredentialsEvent } from '@valetkey/react';

/** Sends what happens to the credentials to a monitor. */
export function useCredentialsMonitor(report: (type: string, code?: string) => void): void {
  useCredentialsEvent((event) => {
    report(event.type, 'error' in event ? event.error.code : undefined);
  });
}
