import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deployTemplate } from '../testKit/deployTemplate.ts';
import { readTemplate, type LooseTemplate } from '../testKit/readTemplate.ts';
import { checkTemplate } from './checkTemplate.ts';
import { templateRules } from './templateRules.ts';

const docs = new URL('../../../../docs/', import.meta.url);
const page = readFileSync(new URL('infrastructure.md', docs), 'utf8');

describe('docs/infrastructure.md', () => {
  it('has a row for each rule', () => {
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name = '']) => name);
    expect(rows.toSorted()).toEqual(Object.keys(templateRules).toSorted());
  });

  it('says where each output of the template goes', () => {
    const { outputs } = deployTemplate(readTemplate());
    const [, table = ''] = /\| output \| goes to \|\n([\s\S]+?)\n\n/.exec(page) ?? [];
    const named = [...table.matchAll(/`([A-Z]\w+)`(?=.*\|.*\|)/g)].map(([, name = '']) => name);
    expect(named.toSorted()).toEqual(Object.keys(outputs).toSorted());
  });

  it('names each parameter with its default', () => {
    const { Parameters } = readTemplate() as { readonly Parameters: Readonly<Record<string, { readonly Default: string }>> };
    for (const [name, parameter] of Object.entries(Parameters)) expect(page).toContain(`| \`${name}\` | ${parameter.Default === '' ? 'none' : `\`${parameter.Default}\``} |`);
  });

  it('adds a role that the check has nothing against', () => {
    const template = readTemplate() as LooseTemplate & { readonly Resources: object };
    const { Resources } = readTemplate(new URL('snippets/infrastructure/editors.yaml', docs)) as { readonly Resources: object };
    expect(Object.keys(Resources)).toHaveLength(3);
    expect(checkTemplate({ ...template, Resources: { ...template.Resources, ...Resources } })).toEqual({ findings: [], unchecked: [], allowed: [] });
  });
});
