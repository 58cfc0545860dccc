import { encodeBase64 } from '../awsHttp/base64.ts';
import { readOwn } from '../awsHttp/ownProperty.ts';
import { buildXml, type XmlElements } from '../awsHttp/xml.ts';
import { utf8 } from '../bytes.ts';
import type { ServiceContext } from '../emulatorService.ts';
import { signingKeyOf } from '../jwt/signingKey.ts';
import { attributeNames, namespaces, SIGN_IN_URL, SUCCESS } from '../saml/samlNames.ts';
import { samlProviderArn, type SamlProviderState } from '../saml/samlProviderState.ts';

/** Somebody who signed in with a SAML identity provider. */
export interface SamlResponseOptions {
  /** The provider's name, the last part of its ARN. */
  readonly provider: string;
  /** The person's name there. */
  readonly subject: string;
  /** ARNs of the roles they may take. Default none. */
  readonly roles?: readonly string[];
  /** Default: the subject. */
  readonly sessionName?: string;
  /** How long the response works, in s; AWS takes it for five minutes at most. Default 300. */
  readonly lifetimeSeconds?: number;
  /** How long the person's session with the provider lasts, in s, at which a session with AWS ends too. Default: unsaid. */
  readonly sessionSeconds?: number;
  /** Where it is sent. Default `https://signin.aws.amazon.com/saml`. */
  readonly recipient?: string;
  /** For whom it is. Default `urn:amazon:webservices`. */
  readonly audience?: string;
  /** How the subject is to be understood. Default `persistent`. */
  readonly subjectType?: 'persistent' | 'transient';
  /** Further attributes, for example `https://aws.amazon.com/SAML/Attributes/PrincipalTag:team`. Default none. */
  readonly attributes?: Readonly<Record<string, string | readonly string[]>>;
}

const DEFAULT_LIFETIME_SECONDS = 300;

/**
 * A SAML response with a signed assertion, in base64: what a provider makes the browser post to AWS.
 * @throws Error for a provider that is not seeded, or signs elsewhere.
 */
export async function issueSamlResponse(context: ServiceContext, options: SamlResponseOptions): Promise<string> {
  const provider = readOwn(context.state.samlProviders, samlProviderArn(options.provider));
  if (provider === undefined) throw new Error(`The emulator has no SAML provider ${options.provider}. Seed one.`);
  if (provider.certificates !== undefined) {
    throw new Error(`The responses of ${provider.name} are signed elsewhere: the emulator has no key for them.`);
  }
  const { clock, changed } = context;
  const now = clock.now();
  const id = `_${crypto.randomUUID()}`;
  const assertion = withoutDeclaration(buildXml({ 'saml:Assertion': assertionElements(provider, options, id, now) }));
  const { prepareXmlSignatures, signWithLibrary } = await import('../saml/xmlSignature.ts');
  await prepareXmlSignatures();
  const signature = await signWithLibrary(assertion, id, (await signingKeyOf(provider, changed, 'RS256')).privateKey);
  const signed = assertion.replace('</saml:Issuer>', () => `</saml:Issuer>${signature}`);
  const envelope = withoutDeclaration(buildXml({ 'samlp:Response': responseElements(provider, now) }));
  return encodeBase64(utf8(envelope.replace('</samlp:Response>', () => `${signed}</samlp:Response>`)));
}

function responseElements({ entityId }: SamlProviderState, now: number): XmlElements {
  return {
    '@xmlns:samlp': namespaces.protocol,
    '@ID': `_${crypto.randomUUID()}`,
    '@Version': '2.0',
    '@IssueInstant': instant(now),
    '@Destination': SIGN_IN_URL,
    'saml:Issuer': { '@xmlns:saml': namespaces.assertion, '#text': entityId },
    'samlp:Status': { 'samlp:StatusCode': { '@Value': SUCCESS } },
  };
}

function assertionElements(provider: SamlProviderState, options: SamlResponseOptions, id: string, now: number): XmlElements {
  const { subject, lifetimeSeconds = DEFAULT_LIFETIME_SECONDS, sessionSeconds, subjectType = 'persistent' } = options;
  const { recipient = SIGN_IN_URL, audience = 'urn:amazon:webservices' } = options;
  const expiry = instant(now + lifetimeSeconds * 1000);
  return {
    '@xmlns:saml': namespaces.assertion,
    '@ID': id,
    '@Version': '2.0',
    '@IssueInstant': instant(now),
    'saml:Issuer': provider.entityId,
    'saml:Subject': {
      'saml:NameID': { '@Format': `urn:oasis:names:tc:SAML:2.0:nameid-format:${subjectType}`, '#text': subject },
      'saml:SubjectConfirmation': {
        '@Method': 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
        'saml:SubjectConfirmationData': { '@NotOnOrAfter': expiry, '@Recipient': recipient },
      },
    },
    'saml:Conditions': {
      '@NotBefore': instant(now),
      '@NotOnOrAfter': expiry,
      'saml:AudienceRestriction': { 'saml:Audience': audience },
    },
    'saml:AuthnStatement': {
      '@AuthnInstant': instant(now),
      ...(sessionSeconds === undefined ? {} : { '@SessionNotOnOrAfter': instant(now + sessionSeconds * 1000) }),
      'saml:AuthnContext': { 'saml:AuthnContextClassRef': 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' },
    },
    'saml:AttributeStatement': { 'saml:Attribute': attributeElements(provider, options) },
  };
}

function attributeElements(provider: SamlProviderState, options: SamlResponseOptions): readonly XmlElements[] {
  const { subject, roles = [], sessionName = subject, attributes = {} } = options;
  const all = {
    [attributeNames.sessionName]: sessionName,
    ...(roles.length === 0 ? {} : { [attributeNames.role]: roles.map((role) => `${role},${provider.arn}`) }),
    ...attributes,
  };
  return Object.entries(all).map(([name, values]) => ({
    '@Name': name,
    'saml:AttributeValue': [values].flat().map((value) => ({ '#text': value })),
  }));
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function withoutDeclaration(xml: string): string {
  return xml.slice(xml.indexOf('\n') + 1);
}
