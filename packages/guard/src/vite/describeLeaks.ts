import { describeLeak } from '../describeLeak.ts';
import { explainRules } from '../explainRules.ts';
import type { Leak } from '../findLeaks.ts';

/**
 * The words with which a build stops.
 * @param leaks - In what would be published.
 * @param inSources - Those in what it is built from: where to look.
 */
export function describeLeaks(leaks: readonly Leak[], inSources: readonly Leak[]): string {
  return [
    'This build would publish what must stay secret, so it was stopped.',
    list('In what would be published:', leaks),
    ...(inSources.length === 0 ? [] : [list('In what it is built from:', inSources)]),
    ...explainRules(leaks),
  ].join('\n\n');
}

function list(title: string, leaks: readonly Leak[]): string {
  return [title, ...leaks.map((leak) => `  ${describeLeak(leak)}`)].join('\n');
}
