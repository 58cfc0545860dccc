export { MAX_TIMER_DELAY_MS, systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
export { systemEnvironment } from './environment.ts';
export type { Environment } from './environment.ts';
export { CredentialsError, isCredentialsError, toCredentialsError } from './errors/credentialsError.ts';
export type { CredentialsErrorOptions } from './errors/credentialsError.ts';
export { errorText } from './errors/errorText.ts';
export type { ErrorExplanation } from './errors/errorExplanation.ts';
export type { ErrorCode } from './errors/errorText.ts';
export { fromBase64 } from './fromBase64.ts';
export { decideRead } from './refresh/decideRead.ts';
export { closeFailureGate, MAX_RETRY_AFTER_MS, MAX_RETRY_DELAY_MS, reopen, RETRY_BUDGET } from './refresh/failureGate.ts';
export type { FailureGate } from './refresh/failureGate.ts';
export { createObservable } from './observable.ts';
export type { MutableObservable, Observable } from './observable.ts';
export { countStarts } from './countStarts.ts';
export { once } from './once.ts';
export { withDeadline } from './withDeadline.ts';
export { createServerClock } from './serverClock.ts';
export type { ServerClock } from './serverClock.ts';
export { createEncryptedStorage } from './storage/createEncryptedStorage.ts';
export type { EncryptedStorageOptions } from './storage/createEncryptedStorage.ts';
export { createMemoryStorage } from './storage/createMemoryStorage.ts';
export { createRememberingStorage } from './storage/createRememberingStorage.ts';
export type { RememberChoice, RememberingStorageOptions } from './storage/createRememberingStorage.ts';
export { createSessionStorage } from './storage/createSessionStorage.ts';
export type { SessionStorageOptions } from './storage/createSessionStorage.ts';
export { createTextStorage } from './storage/createTextStorage.ts';
export type { TextStore } from './storage/createTextStorage.ts';
export { renewRecord } from './storage/renewRecord.ts';
export type { RecordFormat, StoragePort, StoredRecord } from './storage/storagePort.ts';
export type { PasswordResetFlow, PasswordResetStep } from './signIn/passwordResetFlow.ts';
export type { MfaMethod, RedirectOptions, SignInFlow, SignInStep } from './signIn/signInFlow.ts';
export type { SignUpFlow, SignUpStep } from './signIn/signUpFlow.ts';
export type { CodeDelivery, StepFlow, StepFlowSnapshot } from './signIn/stepFlow.ts';
export type { GetTokensOptions, Session, SessionSnapshot, SignOutOptions, User } from './tokens/session.ts';
export { createSharedStorage } from './tabs/createSharedStorage.ts';
export type { SharedStorageOptions } from './tabs/createSharedStorage.ts';
export { createTabHints } from './tabs/createTabHints.ts';
export { systemTabEnvironment } from './tabs/environment.ts';
export type { TabEnvironment } from './tabs/environment.ts';
export type {
  RenewalClaim,
  SealedText,
  Sealer,
  SharedRecord,
  SharedRecords,
  TabHints,
  TabLocks,
  TabPorts,
} from './tabs/tabPorts.ts';
export { readClaims } from './tokens/readClaims.ts';
export { TokenSet } from './tokens/tokenSet.ts';
export type { IdTokenClaims, TokenSetInput } from './tokens/tokenSet.ts';
export { ACQUIRE_TIMEOUT_MS, createCredentialStore } from './credentials/createCredentialStore.ts';
export type { CredentialStoreOptions } from './credentials/createCredentialStore.ts';
export { MIN_SHARED_LIFETIME_MS, shareCredentials } from './credentials/shareCredentials.ts';
export type { SharedCredentialsOptions } from './credentials/shareCredentials.ts';
export { SealedCredentials } from './credentials/awsCredentials.ts';
export type { AwsCredentials, ProvidedCredentials } from './credentials/awsCredentials.ts';
export { checkCredentials } from './credentials/checkCredentials.ts';
export type { CredentialProvider, CredentialRequest } from './credentials/credentialProvider.ts';
export type { IdentitySource } from './credentials/identitySource.ts';
export type { CredentialScopeRequest, HeldCredentials } from './credentials/credentialScope.ts';
export { hintFromPolicy } from './credentials/hintFromPolicy.ts';
export type { PolicyHint, PolicyQuestion } from './credentials/hintFromPolicy.ts';
export { narrowProvider } from './credentials/narrowProvider.ts';
export type { Policy, PolicyConditions, PolicyConditionValue, PolicyStatement } from './credentials/policy.ts';
export { watchCredentials } from './credentials/watchCredentials.ts';
export type { CredentialsEvent } from './credentials/watchCredentials.ts';
export type {
  AwsCredentialProvider,
  CredentialSnapshot,
  CredentialStore,
  GetCredentialsOptions,
} from './credentials/credentialStore.ts';
export type {
  AwsClient,
  AwsClientClass,
  AwsClientConfig,
  ClientOptions,
  ServiceClients,
  ServiceOptions,
} from './client/awsClient.ts';
export { CLIENT_LINGER_MS, createClientCache } from './client/createClientCache.ts';
export type { ClientCache } from './client/createClientCache.ts';
export { enterScope } from './client/enterScope.ts';
export type { ClientScope } from './client/enterScope.ts';
export { explainClientConfig, HIDDEN_VALUE } from './client/explainClientConfig.ts';
export type { ClientConfigLevel, ExplainedConfig, ExplainedOption, SecretOption } from './client/explainClientConfig.ts';
export { createSignedFetch } from './client/createSignedFetch.ts';
export type { SignedFetch, SignedFetchOptions } from './client/createSignedFetch.ts';
export { checkServiceIds, resolveClientConfig, resolveSignerConfig } from './client/resolveClientConfig.ts';
export type { ClientConfigLevels } from './client/resolveClientConfig.ts';
export { serviceIdOf } from './client/serviceIdOf.ts';
export { callAwsJson } from './wire/callAwsJson.ts';
export type { AwsJsonRequest } from './wire/callAwsJson.ts';
export { callAwsQuery } from './wire/callAwsQuery.ts';
export type { AwsQueryParameters, AwsQueryRequest, AwsQueryValue } from './wire/callAwsQuery.ts';
export { findPassingFault } from './wire/findPassingFault.ts';
export { readServerTime } from './wire/readServerTime.ts';
export { sendRequest } from './wire/sendRequest.ts';
export type { RequestTarget } from './wire/sendRequest.ts';
export type { ServiceRefusal } from './wire/serviceRefusal.ts';
export { parseRegion } from './wire/parseRegion.ts';
export { signRequest } from './signature/signRequest.ts';
export type { SignableRequest, SignedRequest } from './signature/signRequest.ts';
export { signForm } from './signature/signForm.ts';
export type { SigningOptions } from './signature/signCanonicalRequest.ts';
