import { guardPlugin } from '@valetkey/guard/eslint';

export default [
  // … what you have; TypeScript needs its parser, as ever.
  guardPlugin.configs.recommended,
  // Servers may have keys of their own, from their environment.
  { files: ['server/**'], rules: { 'valetkey/no-static-credentials': 'off' } },
];
