import type { Broker } from '../broker/createBroker.ts';

/** Where the broker of the tests is. */
export const SITE = 'https://app.example.com';

/** How a browser asks, where that is not as a page of the site does. */
export interface AskOptions {
  readonly method?: string;
  /** JSON. Default: none. */
  readonly body?: unknown;
  /** Query, with its question mark. */
  readonly query?: string;
  /** On top of what a page of the site sends; `undefined` leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** An answer, read. */
export interface ReadAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Its members, `{}` where it has none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A browser with a cookie jar of its own. */
export interface BrokerBrowser {
  /** Cookies of the site, by name. */
  readonly jar: Map<string, string>;
  /** A browser with the same cookies: what a thief has, or the same browser some time ago. */
  readonly copy: () => BrokerBrowser;
  /** Sends a request with the cookies. */
  readonly ask: (server: Broker, path: string, options?: AskOptions) => Promise<ReadAnswer>;
  /** As a page of the site does: with its header. */
  readonly post: (server: Broker, path: string, options?: AskOptions) => Promise<ReadAnswer>;
}

/** Makes a browser that holds these cookies. */
export function createBrowser(cookies: Iterable<readonly [string, string]> = []): BrokerBrowser {
  const jar = new Map(cookies);

  async function ask(server: Broker, path: string, { method = 'POST', body, query = '', headers = {} }: AskOptions = {}): Promise<ReadAnswer> {
    const sent = new Headers();
    const given = {
      origin: SITE,
      'sec-fetch-site': 'same-origin',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(jar.size > 0 && { cookie: Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ') }),
      ...headers,
    };
    for (const [name, value] of Object.entries(given)) if (value !== undefined) sent.set(name, value);
    const init = { method, headers: sent, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) };
    const response = await server.handle(new Request(`${SITE}/broker/${path}${query}`, init));
    response.headers.getSetCookie().forEach(keep);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: (text === '' ? {} : JSON.parse(text)) as ReadAnswer['json'] };
  }

  /** What a browser does with `Set-Cookie`, and what it refuses of a `__Host-` cookie. */
  function keep(header: string): void {
    const [pair = '', ...attributes] = header.split('; ');
    const at = pair.indexOf('=');
    const isHosts = attributes.includes('Secure') && attributes.includes('Path=/') && !attributes.some((one) => one.startsWith('Domain'));
    if (!isHosts || header.length > 4_096) throw new Error(`A browser does not take this cookie: ${header.length} bytes, ${attributes.join('; ')}`);
    if (attributes.includes('Max-Age=0')) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), pair.slice(at + 1));
  }

  return {
    jar,
    copy: () => createBrowser(jar),
    ask,
    post: (server, path, options) => ask(server, path, { ...options, headers: { 'x-valetkey': '1', ...options?.headers } }),
  };
}
