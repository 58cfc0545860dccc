/** A rule that a template may break. */
export type TemplateRule =
  | 'not-a-template'
  | 'trust-audience'
  | 'trust-other-pool'
  | 'trust-login'
  | 'trust-anybody'
  | 'guest-role'
  | 'guests-with-broad-role'
  | 'classic-flow'
  | 'broad-action'
  | 'broad-resource'
  | 'broad-managed-policy'
  | 'client-secret'
  | 'password-flow'
  | 'token-revocation'
  | 'token-rotation'
  | 'rotation-grace'
  | 'user-existence'
  | 'implicit-flow'
  | 'callback-url'
  | 'long-lived-key'
  | 'public-bucket'
  | 'open-cors'
  | 'unexplained-allowance';

/** What is said of every finding of a rule. */
export interface RuleText {
  /** What can happen because of it. */
  readonly why: string;
  readonly fix: string;
}

/** Why each rule is there, and how a template keeps it. */
export const templateRules: Readonly<Record<TemplateRule, RuleText>> = {
  'not-a-template': {
    why: 'Nothing was checked.',
    fix: 'Give a CloudFormation template in YAML or JSON: what you deploy, or cdk.out/STACK.template.json after `cdk synth`.',
  },
  'trust-audience': {
    why: 'Anybody can make an identity pool of their own, let themselves in, and take this role with its tokens.',
    fix: 'Add to its Condition: StringEquals: { cognito-identity.amazonaws.com:aud: !Ref IDENTITY_POOL }.',
  },
  'trust-other-pool': {
    why: 'People of that identity pool can take this role, and those of the pool in this template may not get it.',
    fix: 'Name the pool by reference: cognito-identity.amazonaws.com:aud: !Ref IDENTITY_POOL.',
  },
  'trust-login': {
    why: 'Guests can take this role, whom nobody has asked who they are.',
    fix: 'Add to its Condition: ForAnyValue:StringLike: { cognito-identity.amazonaws.com:amr: authenticated } (or unauthenticated, for the role of guests), one role for each.',
  },
  'trust-anybody': {
    why: 'Everybody who has an AWS account or a login anywhere can take this role.',
    fix: 'Name who is trusted. For people who sign in: Federated: cognito-identity.amazonaws.com, with conditions on aud and amr. For tokens of another provider: a condition on its aud, PROVIDER:aud.',
  },
  'guest-role': {
    why: 'Whoever opens the page can do this, as often as they like, and nobody knows who they are.',
    fix: 'Let guests read, by name: s3:GetObject on BUCKET/public/*. What they write belongs below ${cognito-identity.amazonaws.com:sub}.',
  },
  'guests-with-broad-role': {
    why: 'Guests are let in, and what they may do was meant for people somebody knows.',
    fix: 'Narrow the role, or set AllowUnauthenticatedIdentities to false.',
  },
  'classic-flow': {
    why: 'In the classic flow the page chooses the role and its session policy, and guests get around the limits AWS sets them.',
    fix: 'Set AllowClassicFlow to false. If scopes with policies of their own need it, say so: see Metadata.ValetKey.Allow.',
  },
  'broad-action': {
    why: 'A script in the page can do all of this, also what the app never does.',
    fix: 'List the actions the app calls: s3:GetObject, s3:PutObject.',
  },
  'broad-resource': {
    why: 'A script in the page reaches the data of everybody, in everything of that service.',
    fix: 'Name the bucket or table and the part that is the person’s own: BUCKET/users/${cognito-identity.amazonaws.com:sub}/*, or a condition on dynamodb:LeadingKeys.',
  },
  'broad-managed-policy': {
    why: 'Policies of AWS are for everything in the account: they know neither your bucket nor whose data is whose.',
    fix: 'Write a policy for what the app calls.',
  },
  'client-secret': {
    why: 'Whoever loads a page has its secret, and a client that needs one cannot be used without.',
    fix: 'Set GenerateSecret to false. A client of a server alone may have one: see Metadata.ValetKey.Allow.',
  },
  'password-flow': {
    why: 'The password itself is sent, and ends up wherever requests are logged on the way.',
    fix: 'Take ALLOW_USER_PASSWORD_AUTH out. ALLOW_USER_SRP_AUTH proves the password without sending it; ALLOW_USER_AUTH offers passkeys.',
  },
  'token-revocation': {
    why: 'A sign-out does not end the refresh token: a copy of it works for as long as it was issued for.',
    fix: 'Set EnableTokenRevocation to true, or leave it out.',
  },
  'token-rotation': {
    why: 'A refresh token that was stolen works beside the one of its owner for weeks, and nobody notices.',
    fix: 'Add RefreshTokenRotation: { Feature: ENABLED, RetryGracePeriodSeconds: 60 }, and take ALLOW_REFRESH_TOKEN_AUTH out of ExplicitAuthFlows.',
  },
  'rotation-grace': {
    why: 'Who loses the answer to a refresh, as on a train or in a closing tab, is signed out: the old token has ended and the new one never came.',
    fix: 'Set RetryGracePeriodSeconds to 60. Other tabs wait for a lost refresh up to 15 seconds.',
  },
  'user-existence': {
    why: 'The answers tell who has an account here, address by address.',
    fix: 'Set PreventUserExistenceErrors to ENABLED.',
  },
  'implicit-flow': {
    why: 'Tokens come back in the address bar: they stay in histories, and go on in referrers.',
    fix: 'Set AllowedOAuthFlows to [code]; a page uses it with PKCE.',
  },
  'callback-url': {
    why: 'The code that signs somebody in can be read, or taken, on the way back to the app.',
    fix: 'Use https. http is for localhost alone.',
  },
  'long-lived-key': {
    why: 'Its keys never end. One that gets into a page, a repository or a log is good until somebody notices.',
    fix: 'Give the app a role: people through an identity pool, servers and builds through the role of where they run (OpenID Connect for builds elsewhere).',
  },
  'public-bucket': {
    why: 'Everybody on the internet reaches its objects, without credentials.',
    fix: 'Block public access. What everybody may see can go through the guest role or a CDN.',
  },
  'open-cors': {
    why: 'Every page on the web can use a URL or credentials that somebody has got hold of, from the browser of its visitors.',
    fix: 'Name the origins of the app: https://your.app.',
  },
  'unexplained-allowance': {
    why: 'Who reads it later cannot tell whether it is still right.',
    fix: 'Say why: Metadata: { ValetKey: { Allow: { RULE: the reason } } }, with the name of a rule.',
  },
};
