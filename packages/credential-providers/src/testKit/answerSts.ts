import type { SimulatedEnvironment } from '@valetkey/testing';

/** What AWS STS is made to answer, where an emulator never would. */
export interface StsReply {
  /** Elements of the `Credentials` of a good answer, instead of complete ones; `undefined` leaves one out. */
  readonly credentials?: Readonly<Record<string, string | undefined>>;
  readonly error?: { readonly code: string; readonly message?: string; readonly status?: number };
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that AWS STS was sent. */
export interface SentToSts {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  readonly headers: Headers;
  readonly init: RequestInit | undefined;
}

/** Answers in the place of AWS STS, and whatever is meant for others as before; keeps what it is sent. */
export function answerSts(environment: SimulatedEnvironment, reply: (sent: SentToSts) => StsReply = () => ({}), others?: typeof fetch): readonly SentToSts[] {
  const sent: SentToSts[] = [];
  environment.setFetch(async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    if (others !== undefined && request.headers.has('x-amz-target')) return others(request);
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    const one = { url: request.url, form, headers: request.headers, init };
    sent.push(one);
    const { error, headers = {}, ...answer } = reply(one);
    const body = error === undefined ? credentialsXml(form['Action'] ?? '', sent.length, answer) : errorXml(error);
    return new Response(body, { status: error === undefined ? 200 : (error.status ?? 400), headers: { 'x-amzn-requestid': 'request-1', ...headers } });
  });
  return sent;
}

function credentialsXml(action: string, number: number, { credentials = {} }: StsReply): string {
  const elements: Readonly<Record<string, string | undefined>> = {
    AccessKeyId: `ASIAEMU${number}`,
    SecretAccessKey: 'mock-secret/+',
    SessionToken: 'mock-token==',
    Expiration: '2030-01-01T00:00:00Z',
    ...credentials,
  };
  const parts = Object.entries(elements).flatMap(([name, value]) => (value === undefined ? [] : [`<${name}>${value}</${name}>`]));
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>${parts.join('')}</Credentials></${action}Result></${action}Response>`;
}

function errorXml({ code, message = 'Words of the service.' }: NonNullable<StsReply['error']>): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}
