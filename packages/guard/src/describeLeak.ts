import type { Leak } from './findLeaks.ts';

/** A leak in a line, as compilers tell of errors: `dist/a.js:1:20 access-key-id AKIA…`. */
export function describeLeak({ file, source, line, column, rule, start, encoded }: Leak): string {
  const place = source === undefined ? file : `${file} (${source})`;
  return `${place}:${line}:${column} ${rule} ${start}…${encoded === true ? ' (in base64)' : ''}`;
}
