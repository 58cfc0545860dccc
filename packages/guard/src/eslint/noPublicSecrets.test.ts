import { createRuleTester } from '../testKit/createRuleTester.ts';
import { noPublicSecrets } from './noPublicSecrets.ts';

const error = (name: string) => [{ messageId: 'public', data: { name } }];

createRuleTester('TypeScript').run('no-public-secrets', noPublicSecrets, {
  valid: [
    'import.meta.env.VITE_AWS_REGION;',
    'import.meta.env.VITE_USER_POOL_CLIENT_ID;',
    'process.env.AWS_SECRET_ACCESS_KEY;',
    'import.meta.env.VITE_AWS_SECRETS_MANAGER_REGION;',
    'import.meta.env.VITE_AWS_SECRET_NAME;',
    'process.env.VITE_WEB3FORMS_ACCESS_KEY;',
    "const text = 'set VITE_AWS_SECRET_ACCESS_KEY to …';",
    '// valetkey-allow: of a sandbox that holds nothing\nprocess.env.VITE_AWS_SECRET_ACCESS_KEY;',
  ],
  invalid: [
    ...['VITE', 'NEXT_PUBLIC', 'REACT_APP', 'VUE_APP', 'EXPO_PUBLIC', 'GATSBY', 'NUXT_PUBLIC', 'PUBLIC'].map((prefix) => ({
      name: prefix,
      code: `use(process.env.${prefix}_AWS_SECRET_ACCESS_KEY);`,
      errors: error(`${prefix}_AWS_SECRET_ACCESS_KEY`),
    })),
    ...['AWS_SECRET', 'AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN', 'AWS_ACCESS_KEY', 'S3_SECRET_ACCESS_KEY', 'ACCESS_KEY_ID'].map((name) => ({
      name,
      code: `use(import.meta.env.VITE_${name});`,
      errors: error(`VITE_${name}`),
    })),
    { name: 'a computed name', code: "use(env['VITE_AWS_SECRET']);", errors: error('VITE_AWS_SECRET') },
    { name: 'destructuring', code: 'const { VITE_AWS_SECRET: secret } = import.meta.env;', errors: error('VITE_AWS_SECRET') },
    { name: 'a declaration', code: 'interface ImportMetaEnv { readonly VITE_AWS_SECRET: string }', errors: error('VITE_AWS_SECRET') },
  ],
});
