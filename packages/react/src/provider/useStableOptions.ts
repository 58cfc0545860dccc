'use client';

import { useState } from 'react';
import { hasSameContent } from '../observe/hasSameContent.ts';

/**
 * The first of several equal options objects, so that options written inline do not look new at every render. What never
 * equals itself, such as a function written inline, is new each time, and nothing worse.
 */
export function useStableOptions<Options>(options: Options): Options {
  // No state of React's: setting it in a render that makes the options anew would never end.
  const [keep] = useState(createKeeper<Options>);
  return keep(options);
}

function createKeeper<Options>(): (options: Options) => Options {
  let kept: Options;
  return (options) => (kept = hasSameContent(kept, options) ? kept : options);
}
