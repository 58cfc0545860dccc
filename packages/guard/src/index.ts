export { describeLeak } from './describeLeak.ts';
export { findKeys, type FoundKey, type KeyRule } from './findKeys.ts';
export { findLeaks, type FindLeaksOptions, type Leak, type LeakPattern, type TextFile } from './findLeaks.ts';
