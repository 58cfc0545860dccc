'use client';

import { createConfigKey } from '@valetkey/core';
import { useState } from 'react';

/** The first of several equal options objects, so that options written inline do not look new at every render. */
export function useStableOptions<Options extends Readonly<Record<string, unknown>> | undefined>(options: Options): Options {
  const [configKey] = useState(createConfigKey);
  const key = configKey(options ?? {});
  const [stable, setStable] = useState({ key, options });
  if (stable.key === key) return stable.options;
  setStable({ key, options });
  return options;
}
