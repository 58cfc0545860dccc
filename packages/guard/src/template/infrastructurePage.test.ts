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

describe('docs/managed-login.md', () => {
  it('adds sign-in pages that the check has nothing against, and would have if they sent people anywhere', () => {
    const template = readTemplate() as LooseTemplate & { readonly Resources: object };
    const { Resources } = readTemplate(new URL('snippets/managed-login/signInPages.yaml', docs)) as {
      readonly Resources: { readonly UserPoolClient: { readonly Properties: object } };
    };
    const check = (added: object) => checkTemplate({ ...template, Resources: { ...template.Resources, ...added } });
    expect(check(Resources)).toEqual({ findings: [], unchecked: [], allowed: [] });
    const Properties = { ...Resources.UserPoolClient.Properties, CallbackURLs: ['http://album.example/callback'] };
    const open = check({ ...Resources, UserPoolClient: { ...Resources.UserPoolClient, Properties } });
    expect(open.findings.map(({ rule }) => rule)).toEqual(['callback-url']);
  });
});
