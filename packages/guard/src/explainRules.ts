import { explainLeak } from './explainLeak.ts';
import type { Leak } from './findLeaks.ts';

/** Explains each rule that found something, once, in some lines: what was found, why it matters, what to do. */
export function explainRules(leaks: readonly Leak[]): readonly string[] {
  return [...new Set(leaks.map(({ rule }) => rule))].map((rule) => {
    const { what, why, fix } = explainLeak(rule);
    return `${rule}: ${what}\n  Why it matters: ${why}\n  What to do: ${fix}`;
  });
}
