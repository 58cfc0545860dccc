export { describeLeak } from './describeLeak.ts';
export { explainLeak, type LeakExplanation } from './explainLeak.ts';
export { explainRules } from './explainRules.ts';
export { findKeys, type FoundKey, type KeyRule } from './findKeys.ts';
export { findLeaks, type FindLeaksOptions, type Leak, type LeakPattern, type TextFile } from './findLeaks.ts';
