'use client';

import { useState } from 'react';
import { hasSameContent } from '../observe/hasSameContent.ts';

/** The first of several equal options objects, so that options written inline do not look new at every render. */
export function useStableOptions<Options>(options: Options): Options {
  const [stable, setStable] = useState(options);
  if (hasSameContent(stable, options)) return stable;
  setStable(options);
  return options;
}
