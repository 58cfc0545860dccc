import * as typescriptParser from '@typescript-eslint/parser';
import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** ESLint's own tester, for code as people write it: TypeScript with JSX, or plain JavaScript. */
export function createRuleTester(language: 'TypeScript' | 'JavaScript'): RuleTester {
  return new RuleTester({
    languageOptions: {
      ...(language === 'TypeScript' ? { parser: typescriptParser } : {}),
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  });
}
