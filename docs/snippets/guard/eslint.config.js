import { guardPlugin } from '@valetkey/guard/eslint';

export default [
  // … what you have; TypeScript needs its parser, as ever.
  guardPlugin.configs.recommended,
  // Servers may have keys of their own, and tests made-up ones.
  { files: ['server/**', '**/*.test.*'], rules: { 'valetkey/no-static-credentials': 'off' } },
];
