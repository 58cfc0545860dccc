import { systemEnvironment, type Environment } from '@valetkey/core';

/** What an upload needs to know of the page. */
export interface UploadEnvironment extends Pick<Environment, 'onWake'> {
  /** False where the browser is sure that there is no network. That it says true proves nothing. */
  isOnline(): boolean;
}

/** The page this code runs in. */
export const systemUploadEnvironment: UploadEnvironment = {
  onWake: systemEnvironment.onWake,
  isOnline: () => globalThis.navigator?.onLine !== false,
};
