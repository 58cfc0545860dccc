/** Services of AWS that the emulator answers itself, by the names they are signed with. */
const ownServices: readonly string[] = ['cognito-identity', 'cognito-idp', 'dynamodb', 's3', 'sts'];

/** Hosts that tell the service, for requests that are not signed, or not for it. */
const hosts: readonly (readonly [service: string, host: RegExp])[] = [
  ['execute-api', /^[\w-]+\.execute-api\./],
  ['appsync', /^[\w-]+\.appsync-api\./],
  ['lambda', /^(?:[\w-]+\.lambda-url|lambda)\./],
];

/**
 * Refuses names under which a custom service would never be asked.
 * @throws Error with the fix.
 */
export function checkCustomServiceNames(names: readonly string[]): void {
  const taken = names.find((name) => ownServices.includes(name));
  if (taken !== undefined) {
    throw new Error(`The emulator answers ${taken} itself. Seed what it should know, or name your service as it is signed, for example execute-api.`);
  }
}

/** The custom service a request is for: the one it was signed for, or else the one its host belongs to. */
export function findCustomService(request: Request, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const { hostname } = new URL(request.url);
  const candidates = [signedService(request), hosts.find(([, host]) => host.test(hostname))?.[0]];
  return candidates.find((name) => name !== undefined && names.includes(name));
}

/** The service in the scope of a signature: `AKIA…/20260101/eu-west-1/SERVICE/aws4_request`. Nothing of it is verified. */
function signedService(request: Request): string | undefined {
  const header = /\bCredential=([^,\s]+)/.exec(request.headers.get('authorization') ?? '')?.[1];
  const credential = header ?? new URL(request.url).searchParams.get('X-Amz-Credential');
  return credential?.split('/')[3];
}
