import { readFileSync } from 'node:fs';
import { checkTemplate, parseTemplate } from '@valetkey/guard/template';
import { expect, test } from 'vitest';

test('the template gives nothing away', () => {
  const { template } = parseTemplate(readFileSync('aws.yaml', 'utf8'));
  const { findings, unchecked } = checkTemplate(template);
  expect(findings).toEqual([]);
  expect(unchecked).toEqual([]);
});
