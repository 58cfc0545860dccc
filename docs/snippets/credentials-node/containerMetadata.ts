import { createCredentialStore } from '@valetkey/core';
import { fromContainerMetadata } from '@valetkey/credential-providers/node';

/** Of the role of the ECS task, or of the EKS pod. */
export const credentials = createCredentialStore({ provider: fromContainerMetadata() });
