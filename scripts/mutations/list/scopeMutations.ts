import type { Mutation } from '../mutations.ts';

const scopeTest = 'packages/react/src/scope/CredentialsScope.test.tsx';

/** Giving a part of the tree more than it asked for. */
export const scopeMutations: readonly Mutation[] = [
  {
    invariant: 8,
    what: 'A policy takes nothing away: what is inside the scope has all that is around it.',
    file: 'packages/core/src/credentials/narrowProvider.ts',
    find: 'return provider.narrow(scope, held);',
    replace: 'return held === undefined || scope === undefined ? provider : provider;',
    test: { file: scopeTest, name: 'with a policy, what is left of the credentials around it is obtained once, and those around it go on' },
  },
  {
    invariant: 8,
    what: 'A scope for single services reaches none of them.',
    file: 'packages/core/src/client/resolveClientConfig.ts',
    find: 'services?.[serviceId], scopeServices?.[serviceId], own];',
    replace: 'services?.[serviceId], own];',
    test: { file: scopeTest, name: 'with a list of services, it is for these alone' },
  },
  {
    invariant: 8,
    what: 'A policy for every service does not reach one that has credentials of its own, and nobody is told.',
    file: 'packages/react/src/scope/CredentialsScope.tsx',
    find: 'if (givesLess && serviceIds === undefined) refuseUnreached(levels);',
    replace: 'if (givesLess && serviceIds === null) refuseUnreached(levels);',
    test: { file: scopeTest, name: 'a policy for every service that would not reach one of them' },
  },
  {
    invariant: 8,
    what: 'The emulator looks at a role and not at what its session was narrowed to.',
    file: 'packages/emulator/src/iam/evaluatePolicies.ts',
    find: "policies.sessionPolicies === undefined ? 'allow' : evaluateUnion(policies.sessionPolicies, request),",
    replace: "policies.sessionPolicies === undefined || request !== undefined ? 'allow' : 'noAllow',",
    test: { file: 'packages/emulator/src/sts/assumeRole.test.ts', name: 'narrow a session to what they and the role allow' },
  },
];
