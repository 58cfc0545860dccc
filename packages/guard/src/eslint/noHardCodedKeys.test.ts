import { createRuleTester } from '../testKit/createRuleTester.ts';
import { base64, keyId, secretKey, sessionToken } from '../testKit/madeUpKeys.ts';
import { noHardCodedKeys } from './noHardCodedKeys.ts';

const [head, tail] = [keyId.slice(0, 7), keyId.slice(7)];
const map = JSON.stringify({ version: 3, sources: ['a.ts'], sourcesContent: [`${'\n'.repeat(50)}use('${keyId}');`] });
const found = (line: number, column: number) => [{ messageId: 'found', line, column }];

const valid = [
  "const id = 'AKIAIOSFODNN7EXAMPLE';",
  `const id = 'A' + 'KIA' + name;`,
  `const digest = '${secretKey}';`,
  `// valetkey-allow: of a public data set\nconst id = '${keyId}';`,
  `// valetkey-allow: of a public data set\nconst id = ['${head}', '${tail}'].join('');`,
  `const a = '${head}'; const b = '${tail}'; use(a, b);`,
  `let a = '${head}'; a = ''; use(a + '${tail}');`,
];

const invalid = [
  { name: 'a literal', code: `\nconst id = '${keyId}';`, errors: found(2, 13) },
  { name: 'a template', code: `const id = \`id: ${keyId}\`;`, errors: found(1, 17) },
  { name: 'a comment', code: `// once: ${keyId}`, errors: found(1, 10) },
  { name: 'a comment without a reason', code: `// valetkey-allow:\nconst id = '${keyId}';`, errors: found(2, 13) },
  { name: 'JSX, as text', code: `const a = <p>{1} ${keyId}</p>;`, errors: found(1, 18) },
  { name: 'JSX, as an attribute', code: `const a = <Keys secret="${secretKey}" />;`, errors: found(1, 25) },
  { name: 'a secret by its name', code: `const keys = { secretAccessKey: '${secretKey}' };`, errors: found(1, 34) },
  { name: 'a session token', code: `const keys = { sessionToken: '${sessionToken}' };`, errors: found(1, 31) },
  { name: 'literals that are added', code: `const id = '${head}' + '${tail}';`, errors: found(1, 13) },
  { name: 'constants that are added', code: `const a = '${head}'; const b = '${tail}'; use(a + b);`, errors: found(1, 53) },
  { name: 'a secret that is added up, by its name', code: `const a = '${secretKey.slice(0, 9)}'; const secretKey = a + '${secretKey.slice(9)}';`, errors: found(1, 42) },
  { name: 'a template with a constant', code: `const a = '${head}'; use(\`\${a}${tail}\`);`, errors: found(1, 26) },
  { name: 'literals that are joined', code: `use(['${head}', '${tail}'].join(''));`, errors: found(1, 5) },
  { name: 'literals that are concatenated', code: `use('${head}'.concat('${tail}'));`, errors: found(1, 5) },
  { name: 'an escape', code: `use('\\x41${keyId.slice(1)}');`, errors: found(1, 5) },
  { name: 'base64', code: `use(atob('${base64(keyId)}'));`, errors: found(1, 11) },
  { name: 'base64 that is added up of constants', code: `const a = '${base64(keyId).slice(0, 9)}'; use(atob(a + '${base64(keyId).slice(9)}'));`, errors: found(1, 33) },
  { name: 'a key beside what is added up', code: `const a = 'x'; use('${keyId}', a + 'y');`, errors: found(1, 21) },
  {
    name: 'constants that are added below what a comment allows',
    code: `const a = '${head}'; // valetkey-allow: half of a key\nuse(a + '${tail}');`,
    errors: found(2, 5),
  },
  { name: 'a key behind lines that end in other ways', code: `const a = 1;\r\nconst b = 2;\u2028const c = '${keyId}';`, errors: found(3, 12) },
  { name: 'a key in the file’s own source map', code: `use(1);\n//# sourceMappingURL=data:application/json;base64,${base64(map)}`, errors: found(2, 5) },
  { name: 'two keys', code: `use('${keyId}', '${keyId}');`, errors: [...found(1, 6), ...found(1, 30)] },
];

createRuleTester('JavaScript').run('no-hard-coded-keys', noHardCodedKeys, { valid, invalid });
createRuleTester('TypeScript').run('no-hard-coded-keys, in TypeScript', noHardCodedKeys, {
  valid: [...valid, `const id: string = '${head}';`],
  invalid: [
    ...invalid,
    { name: 'constants with types', code: `const a = '${head}' as const; use((a satisfies string) + ('${tail}' as string));`, errors: found(1, 35) },
    { name: 'an enumeration', code: `enum Key { Id = '${keyId}' }`, errors: found(1, 18) },
  ],
});
