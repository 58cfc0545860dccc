/** The credential scope of a signature: `20260101/eu-west-1/s3/aws4_request`. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Where a request carries its signature: in its Authorization header or, presigned, in its query. */
export type SignaturePart = 'header' | 'query';

/**
 * Why the gate turned a request away. Each service has its own code, status and text for it.
 * Instants are epoch ms.
 */
export type GateRefusal =
  | { readonly kind: 'missingCredentials' }
  | { readonly kind: 'malformedCredentials'; readonly part: SignaturePart; readonly reason: string }
  | { readonly kind: 'severalSignatures' }
  | { readonly kind: 'unsignedHeaders'; readonly names: readonly string[] }
  | { readonly kind: 'unknownAccessKey'; readonly accessKeyId: string }
  | { readonly kind: 'invalidToken' }
  | { readonly kind: 'expiredToken' }
  | { readonly kind: 'clockSkewed'; readonly signedAt: number; readonly serverTime: number }
  | { readonly kind: 'presignedUrlExpired'; readonly expiresSeconds: number; readonly expiredAt: number; readonly serverTime: number }
  | { readonly kind: 'payloadHashMissing' }
  | { readonly kind: 'payloadHashUnsupported'; readonly payloadHash: string }
  | { readonly kind: 'payloadHashMismatch'; readonly claimed: string; readonly actual: string }
  | { readonly kind: 'signatureMismatch'; readonly accessKeyId: string };
