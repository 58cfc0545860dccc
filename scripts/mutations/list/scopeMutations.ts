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
  {
    invariant: 8,
    what: 'In the emulator, a session that was narrowed gets out of it by assuming another role.',
    file: 'packages/emulator/src/sts/requireAssumable.ts',
    find: 'isNarrowed ? { identityPolicies, sessionPolicies } : { identityPolicies },',
    replace: '{ identityPolicies },',
    test: {
      file: 'packages/emulator/src/sts/assumeRole.test.ts',
      name: 'cannot be reached from a session whose policy leaves it out, unless the next role trusts that very session',
    },
  },
  {
    invariant: 8,
    what: 'The emulator asks an API of one’s own whatever policies say.',
    file: 'packages/emulator/src/customServices/handleCustomService.ts',
    find: 'if (denial !== undefined) throw denied(name, denial);',
    replace: 'void denial;',
    test: {
      file: 'packages/emulator/src/customServices/customServices.test.ts',
      name: 'is not asked by whom policies do not allow this method and path',
    },
  },
  {
    invariant: 8,
    what: 'The emulator believes a SAML assertion because another one was signed.',
    file: 'packages/emulator/src/saml/verifySignedElement.ts',
    find: "reference.getAttribute('URI') !== `#${id}`",
    replace: "reference.getAttribute('URI') === null",
    test: {
      file: 'packages/emulator/src/sts/assumeRoleWithSaml.test.ts',
      name: 'covers nothing that was wrapped around or beside the signed assertion',
    },
  },
  {
    invariant: 4,
    what: 'A scope keeps what its own provider gave for the person before.',
    file: 'packages/react/src/scope/scopeStoreOf.ts',
    find: 'return Object.assign(same, provider, { identity });',
    replace: 'return Object.assign(same, provider);',
    test: {
      file: 'packages/react/src/scope/CredentialsScope.test.tsx',
      name: 'another person: a scope’s own provider that knows no people, and what is left of it, give nothing that was the first one’s',
    },
  },
];
