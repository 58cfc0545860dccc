/** What can be asked of a broker: the last part of the path. */
export type BrokerEndpoint = 'credentials' | 'session' | 'sign-in' | 'sign-out';

/** Why a broker does not do what it was asked. Also the `Code` of its answer. */
export type BrokerRefusal =
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  /** The request was made by another site, a sibling domain, or a page whose origin is not known. */
  | 'CROSS_SITE'
  /** The header that no form and no link can send is missing. */
  | 'HEADER_MISSING'
  | 'CONTENT_TYPE'
  | 'BODY_INVALID'
  | 'RATE_LIMITED'
  /** The cookie was tampered with, cut off, or sealed with a key that is not known any more. */
  | 'COOKIE_INVALID'
  /** The session is older than it may be, nobody used it for too long, or it was signed out. */
  | 'SESSION_OVER'
  /** The tokens do not fit into the cookies that a session may take: use a session store. */
  | 'SESSION_TOO_LARGE'
  /** A scope was asked for, and the broker lets none through. */
  | 'SCOPE_REFUSED';

/**
 * What happens at a broker, for logs and alarms. Nothing in it is secret, or names a person: `session` is a digest, the same for all
 * that one sign-in does.
 */
export type BrokerEvent =
  | { readonly type: 'signed-in'; readonly session: string }
  /** `revoked`: whether the user pool was told. */
  | { readonly type: 'signed-out'; readonly session: string; readonly revoked: boolean }
  | { readonly type: 'credentials-given'; readonly session: string; readonly scoped: boolean }
  /** The user pool says that the sign-in is over. */
  | { readonly type: 'session-ended'; readonly session: string }
  /** An anomaly, or somebody's mistake: many of one kind are worth an alarm. */
  | { readonly type: 'refused'; readonly reason: BrokerRefusal; readonly endpoint: BrokerEndpoint | undefined; readonly session: string | undefined }
  /** Something else failed. `code` is that of a `CredentialsError`; `message` is there when it was one of ours. */
  | {
      readonly type: 'failed';
      readonly code: string;
      readonly message: string | undefined;
      readonly endpoint: BrokerEndpoint | undefined;
      readonly session: string | undefined;
    };
