import type { CodeDelivery } from '@valetkey/core';

/** An answer that says where a code went. */
export interface CodeDeliveryAnswer {
  readonly CodeDeliveryDetails?: { readonly DeliveryMedium?: string; readonly Destination?: string };
}

/** Where a code went; `undefined` where the service does not say. */
export function readCodeDelivery({ CodeDeliveryDetails: details }: CodeDeliveryAnswer): CodeDelivery | undefined {
  return details?.Destination === undefined
    ? undefined
    : { medium: details.DeliveryMedium === 'SMS' ? 'sms' : 'email', destination: details.Destination };
}
