/** Lets an access token read and change what belongs to the person: the user pool operations that take one need it. */
export const USER_ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** The scopes that every user pool knows, and what an app client may ask for unless its settings say less. */
export const KNOWN_SCOPES: readonly string[] = ['openid', 'email', 'phone', 'profile', USER_ADMIN_SCOPE];

const NARROWING: Readonly<Record<string, RegExp>> = {
  email: /^email(_verified)?$/,
  phone: /^phone_number(_verified)?$/,
  profile: /./,
};

/**
 * Whether an ID token shows an attribute. `openid` alone shows all of them; beside other scopes it shows what those name.
 * @param scopes - Absent: the sign-in came through the API.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function showsAttribute(name: string, scopes: readonly string[] = []): boolean {
  const narrowing = Object.entries(NARROWING).filter(([scope]) => scopes.includes(scope));
  return narrowing.length === 0 || narrowing.some(([, attributes]) => attributes.test(name));
}
