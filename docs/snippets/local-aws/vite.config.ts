import { defaultSeed, emulatorDefaults } from '@valetkey/emulator';
import { valetkeyEmulator } from '@valetkey/emulator/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { identityPools = [], roles = [], buckets = [] } = defaultSeed;

const seed = {
  ...defaultSeed,
  // The flow that scopes and session policies need. It is off until it is switched on, as on AWS.
  identityPools: identityPools.map((pool) => ({ ...pool, allowClassicFlow: true })),
  // What roles may do besides: here everybody may call the API below.
  roles: roles.map((role) => ({
    ...role,
    policies: [
      ...(role.policies ?? []),
      { Version: '2012-10-17' as const, Statement: { Effect: 'Allow' as const, Action: 'execute-api:Invoke', Resource: '*' } },
    ],
  })),
  // What lies in the bucket.
  buckets: buckets.map((bucket) =>
    bucket.name === emulatorDefaults.bucket ? { ...bucket, objects: { 'public/hello.txt': { body: 'Hello' } } } : bucket,
  ),
};

export default defineConfig({
  plugins: [
    react(),
    valetkeyEmulator({
      seed,
      services: {
        // At http://abc123.execute-api.localhost:4577/prod/…, and asked only by those whom signature and policies let in.
        'execute-api': (request, caller) => Response.json({ path: new URL(request.url).pathname, caller: caller.arn }),
      },
    }),
  ],
});
