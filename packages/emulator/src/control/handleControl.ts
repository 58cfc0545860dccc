import type { LoginTokenOptions } from '../admin/issueLoginToken.ts';
import type { SamlResponseOptions } from '../admin/issueSamlResponse.ts';
import { constantTimeEqual } from '../constantTimeEqual.ts';
import type { Emulator } from '../emulator.ts';
import { parseFault } from './parseFault.ts';

/** Where the control endpoints live. No bucket can be called so. */
export const controlPath = '/_emulator/';

/** The header that carries the control token. */
export const controlTokenHeader = 'x-emulator-token';

type ControlledEmulator = Pick<Emulator, 'admin' | 'calls' | 'clock' | 'controlToken' | 'faults' | 'mailbox' | 'reset'>;

/**
 * Test controls over HTTP, for tests that drive the emulator from another process. Each needs the run's token.
 *
 * - `GET mailbox?address=…` → the latest mail to an address; without address, all
 * - `POST clock {"advanceMs"}` → `{"now"}`
 * - `GET calls` → `{"calls","preflights"}`; `DELETE calls` empties the log
 * - `POST faults {"operation"?,"kind","times"?}`; `DELETE faults` takes them back
 * - `POST login-tokens {"provider","subject",…}` → `{"token"}`, `POST saml-responses {"provider","subject",…}` → `{"response"}`,
 *   `GET mfa-code?serialNumber=…` → `{"code"}`: what `admin` issues
 * - `POST reset` → the seed's state again
 */
export async function handleControl(request: Request, emulator: ControlledEmulator): Promise<Response> {
  if (!constantTimeEqual(request.headers.get(controlTokenHeader) ?? '', emulator.controlToken)) {
    return json(403, { message: `The emulator's controls need its token in the header ${controlTokenHeader}.` });
  }
  const { pathname, searchParams } = new URL(request.url);
  switch (`${request.method} ${pathname.slice(controlPath.length)}`) {
    case 'GET mailbox': {
      const address = searchParams.get('address');
      return json(200, address === null ? emulator.mailbox.all() : (emulator.mailbox.latest(address) ?? null));
    }
    case 'POST clock':
      return advanceClock(await readJson(request), emulator);
    case 'GET calls':
      return json(200, { calls: emulator.calls.all(), preflights: emulator.calls.preflights() });
    case 'DELETE calls':
      emulator.calls.clear();
      return json(200, {});
    case 'POST faults': {
      const fault = parseFault(await readJson(request));
      if (typeof fault === 'string') return json(400, { message: fault });
      emulator.faults.enqueue(fault);
      return json(200, {});
    }
    case 'DELETE faults':
      emulator.faults.clear();
      return json(200, {});
    case 'POST login-tokens':
      return issue(async () => ({ token: await emulator.admin.issueLoginToken(await readSubject<LoginTokenOptions>(request)) }));
    case 'POST saml-responses':
      return issue(async () => ({ response: await emulator.admin.issueSamlResponse(await readSubject<SamlResponseOptions>(request)) }));
    case 'GET mfa-code':
      return issue(() => Promise.resolve({ code: emulator.admin.mfaCode(searchParams.get('serialNumber') ?? '') }));
    case 'POST reset':
      emulator.reset();
      return json(200, {});
    default:
      return json(404, { message: 'The emulator has no such control.' });
  }
}

function advanceClock(body: unknown, { clock }: ControlledEmulator): Response {
  const advanceMs = typeof body === 'object' && body !== null && 'advanceMs' in body ? body.advanceMs : undefined;
  if (typeof advanceMs !== 'number' || !Number.isFinite(advanceMs)) {
    return json(400, { message: 'advanceMs must be a number of milliseconds.' });
  }
  clock.advance(advanceMs);
  return json(200, { now: clock.now() });
}

/** What an administrator issues, or the sentence in which they refuse. */
async function issue(make: () => Promise<object>): Promise<Response> {
  try {
    return json(200, await make());
  } catch (error) {
    return json(400, { message: error instanceof Error ? error.message : 'This cannot be issued.' });
  }
}

/** Options of somebody who signs in elsewhere. */
async function readSubject<Options extends { readonly provider: string; readonly subject: string }>(request: Request): Promise<Options> {
  const body: Partial<Options> = Object(await readJson(request)) as Partial<Options>;
  if (typeof body.provider !== 'string' || typeof body.subject !== 'string') throw new TypeError('provider and subject must be texts.');
  return body as Options;
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
