/** XML namespaces of SAML 2.0 and of XML signatures. */
export const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/** The status of a response that brings an assertion. */
export const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** How a signed part is written down before it is hashed, and how its own signature is left out of that. */
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/**
 * Attributes AWS reads.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
export const attributeNames = {
  role: 'https://aws.amazon.com/SAML/Attributes/Role',
  sessionName: 'https://aws.amazon.com/SAML/Attributes/RoleSessionName',
  sourceIdentity: 'https://aws.amazon.com/SAML/Attributes/SourceIdentity',
  transitiveTagKeys: 'https://aws.amazon.com/SAML/Attributes/TransitiveTagKeys',
  /** Followed by the key of the tag. */
  principalTag: 'https://aws.amazon.com/SAML/Attributes/PrincipalTag:',
} as const;

/** Where assertions for AWS are sent. A region may come before it: `https://eu-west-1.signin.aws.amazon.com/saml`. */
export const SIGN_IN_URL = 'https://signin.aws.amazon.com/saml';
