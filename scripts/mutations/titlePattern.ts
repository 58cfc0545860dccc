/**
 * Matches what ends with a title that is written like this: `'%s is refused'` runs as `'NETWORK is refused'`, which vitest
 * knows as `'a suite NETWORK is refused'`.
 */
export function titlePattern(written: string): RegExp {
  const literal = written.split(/%[sdifjo#]|\$\{[^}]*\}|\$[\w.]+/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`${literal.join('.*')}$`, 's');
}
