import { EMULATOR_ACCOUNT_ID } from '../iam/iamState.ts';
import type { KeyOwner } from '../jwt/signingKey.ts';

/** A SAML identity provider, registered with IAM. */
export interface SamlProviderState extends KeyOwner {
  readonly name: string;
  /** `arn:aws:iam::000000000000:saml-provider/NAME` */
  readonly arn: string;
  /** What its assertions call their issuer. */
  readonly entityId: string;
  /** X.509 certificates (PEM) of a provider that signs elsewhere. Absent: it signs here, by `admin.issueSamlResponse`. */
  readonly certificates?: readonly string[];
}

/** A SAML identity provider to create. */
export interface SamlProviderSeed {
  /** The last part of its ARN. */
  readonly name: string;
  /** What its assertions call their issuer, for example `https://idp.example.com/metadata`. */
  readonly entityId: string;
  /** X.509 certificates (PEM) with RSA keys of a provider that signs elsewhere. Default: it signs here. */
  readonly certificates?: readonly string[];
}

/** `arn:aws:iam::000000000000:saml-provider/NAME` */
export function samlProviderArn(name: string): string {
  return `arn:aws:iam::${EMULATOR_ACCOUNT_ID}:saml-provider/${name}`;
}

/** The provider a seed describes. */
export function createSamlProvider(seed: SamlProviderSeed): SamlProviderState {
  return { ...seed, arn: samlProviderArn(seed.name) };
}
