import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate } from '@valetkey/guard/template';
import { defaultPasswordPolicy } from '@valetkey/ui';
import { expect, test } from 'vitest';
import { root } from './root.mjs';

interface WithPasswordPolicy {
  readonly Resources: { readonly UserPool: { readonly Properties: { readonly Policies: { readonly PasswordPolicy: Readonly<Record<string, number | boolean>> } } } };
}

test('the user pool of the template asks for the passwords that the screens advise', () => {
  const { template } = parseTemplate(readFileSync(join(root, 'packages/guard/infrastructure.yaml'), 'utf8'));
  const policy = (template as WithPasswordPolicy).Resources.UserPool.Properties.Policies.PasswordPolicy;
  expect({
    minLength: policy['MinimumLength'],
    lowercase: policy['RequireLowercase'],
    uppercase: policy['RequireUppercase'],
    number: policy['RequireNumbers'],
    symbol: policy['RequireSymbols'],
  }).toEqual(defaultPasswordPolicy);
});
