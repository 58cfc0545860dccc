export type { AccountAdmin } from './admin/createAccountAdmin.ts';
export type { Admin } from './admin/createAdmin.ts';
export type { LoginTokenOptions } from './admin/issueLoginToken.ts';
export type { SamlResponseOptions } from './admin/issueSamlResponse.ts';
export type { NewObject } from './admin/storeObject.ts';
export type { CallLog, LoggedCall } from './callLog.ts';
export { createEmulator, type EmulatorOptions } from './createEmulator.ts';
export { defaultAllowedOrigins } from './cors.ts';
export type {
  CustomOperation,
  CustomService,
  CustomServiceCaller,
  CustomServiceHandler,
  CustomServiceOptions,
  OperationsOf,
} from './customServices/customService.ts';
export { defaultSeed, emulatorDefaults } from './defaultSeed.ts';
export type { Emulator } from './emulator.ts';
export { createEmulatorClock, type EmulatorClock } from './emulatorClock.ts';
export type { EmulatorSeed, IdentityPoolSeed, UserPoolClientSeed, UserPoolSeed, UserSeed } from './emulatorSeed.ts';
export type { EmulatorState } from './emulatorState.ts';
export type { AccessKey, IamUserOptions } from './iam/iamUser.ts';
export type { IamRoleOptions } from './iam/iamState.ts';
export type { PolicyDocument, PolicyStatement } from './iam/policyDocument.ts';
export type { RoleMapping, RoleMappingRule } from './identityPool/roleMapping.ts';
export type { LoginProviderSeed } from './loginProviders/loginProviderState.ts';
export type { Fault, FaultKind, FaultQueue } from './faultQueue.ts';
export type { ManagedLoginSettings } from './managedLogin/managedLoginState.ts';
export type { Mailbox, MailedCode } from './mailbox.ts';
export type { SamlProviderSeed } from './saml/samlProviderState.ts';
export type { UserPoolGroup } from './userPool/userPoolGroup.ts';
