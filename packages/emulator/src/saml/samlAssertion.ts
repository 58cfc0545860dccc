import { childrenOf, onlyChildOf, textOf } from './parseXmlDocument.ts';
import { namespaces } from './samlNames.ts';

/** What an identity provider says about somebody. */
export interface SamlAssertion {
  readonly issuer: string;
  /** The person's name with the provider. */
  readonly subject: string;
  /** `persistent`, `transient`, or the whole URI of another format. */
  readonly subjectType: string;
  /** Where it was sent. */
  readonly recipient: string;
  /** Epoch ms. */
  readonly issuedAt: number;
  /** From when on nobody may accept it, epoch ms: the earliest of what it says. */
  readonly expiresAt: number;
  /** Before when nobody may accept it, epoch ms. */
  readonly validFrom: number;
  /** For whom it is. Empty: for anybody. */
  readonly audiences: readonly string[];
  /** When a session that begins with it ends at the latest, epoch ms. */
  readonly sessionEndsAt: number | undefined;
  /** Attributes by name. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

const FORMAT_PREFIX = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

/** Reads an assertion, whose signature has been verified. What it leaves out reads as empty, or as a time that refuses it. */
export function readAssertion(assertion: Element): SamlAssertion {
  const child = (parent: Element | undefined, name: string) => onlyChildOf(parent, namespaces.assertion, name);
  const subject = child(assertion, 'Subject');
  const nameId = child(subject, 'NameID');
  const confirmation = child(child(subject, 'SubjectConfirmation'), 'SubjectConfirmationData');
  const conditions = child(assertion, 'Conditions');
  const restriction = child(conditions, 'AudienceRestriction');
  const statement = child(assertion, 'AuthnStatement');
  const format = nameId?.getAttribute('Format') ?? '';
  return {
    issuer: textOf(child(assertion, 'Issuer')),
    subject: textOf(nameId),
    subjectType: format.startsWith(FORMAT_PREFIX) ? format.slice(FORMAT_PREFIX.length) : format,
    recipient: confirmation?.getAttribute('Recipient') ?? '',
    issuedAt: instant(assertion, 'IssueInstant') ?? Number.NaN,
    expiresAt: Math.min(
      instant(confirmation, 'NotOnOrAfter') ?? Number.NEGATIVE_INFINITY,
      instant(conditions, 'NotOnOrAfter') ?? Number.POSITIVE_INFINITY,
    ),
    validFrom: instant(conditions, 'NotBefore') ?? Number.NEGATIVE_INFINITY,
    audiences: restriction === undefined ? [] : childrenOf(restriction, namespaces.assertion, 'Audience').map(textOf),
    sessionEndsAt: instant(statement, 'SessionNotOnOrAfter'),
    attributes: readAttributes(assertion),
  };
}

function readAttributes(assertion: Element): SamlAssertion['attributes'] {
  const entries = childrenOf(assertion, namespaces.assertion, 'AttributeStatement')
    .flatMap((statement) => childrenOf(statement, namespaces.assertion, 'Attribute'))
    .map((attribute) => [attribute.getAttribute('Name') ?? '', childrenOf(attribute, namespaces.assertion, 'AttributeValue').map(textOf)] as const);
  return Object.fromEntries(entries);
}

/** Epoch ms of an attribute that says when. */
function instant(element: Element | undefined, name: string): number | undefined {
  const text = element?.getAttribute(name);
  return text === undefined || text === null || text === '' ? undefined : Date.parse(text);
}
