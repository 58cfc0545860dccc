import { readFileSync } from 'node:fs';
import { parseTemplate, type TemplatePath } from '../template/index.ts';

/** A template as JSON that tests may change. */
export type LooseTemplate = Record<string, unknown>;

/** The template that is published with this package. */
export const infrastructure: URL = new URL('../../infrastructure.yaml', import.meta.url);

/** A template of `testKit/templates`, or the published one. */
export function readTemplate(file: string | URL = infrastructure): LooseTemplate {
  const text = readFileSync(typeof file === 'string' ? new URL(`templates/${file}`, import.meta.url) : file, 'utf8');
  return parseTemplate(text).template as LooseTemplate;
}

/** The published template with something else at a path; `undefined` takes it out. */
export function changedTemplate(path: TemplatePath, value: unknown, template: LooseTemplate = readTemplate()): LooseTemplate {
  const changed = structuredClone(template);
  const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, part) => (at[part] ??= {}) as Record<string | number, unknown>, changed);
  const last = path.at(-1) ?? '';
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return changed;
}
