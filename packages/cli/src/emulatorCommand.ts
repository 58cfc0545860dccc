import { emulatorDefaults, type MailedCode } from '@valetkey/emulator';
import { defaultEmulatorPort, startEmulatorServer, type EmulatorServer } from '@valetkey/emulator/node';
import { parseEmulatorOptions } from './emulatorOptions.ts';
import type { Terminal } from './terminal.ts';

const help = `valetkey emulator [options]

Runs a local AWS: user pools, identity pools, STS, S3 and DynamoDB. It checks every signature, expiry and policy.

Options
  --port NUMBER      Port to listen on; 0 picks a free one (default ${defaultEmulatorPort})
  --data DIRECTORY   Keep state there, so that it survives a restart (default: in memory)
  --origin ORIGIN    A page that may call, besides those on this machine; may be repeated
  --host ADDRESS     Address to listen on (default 127.0.0.1)
  --allow-network    Let other machines call; needed for a --host that is not this machine's own
  --help             Show this`;

/** `valetkey emulator`: serves an emulator until stopped. Returns the exit code: 0 stopped, 1 failed, 2 misused. */
export async function emulatorCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const request = parseEmulatorOptions(args);
  switch (request.kind) {
    case 'help':
      terminal.print(help);
      return 0;
    case 'misuse':
      terminal.printError(`${request.message}\n\n${help}`);
      return 2;
    case 'serve':
      return serve(request.options, terminal);
    default:
      return request satisfies never;
  }
}

async function serve(options: Parameters<typeof startEmulatorServer>[0], terminal: Terminal): Promise<number> {
  let server: EmulatorServer;
  try {
    server = await startEmulatorServer({
      ...options,
      onMail: (mail) => {
        terminal.print(mailLine(mail));
      },
      onError: (error) => {
        terminal.printError(`The emulator failed: ${describe(error)}`);
      },
    });
  } catch (error) {
    terminal.printError(describe(error));
    return 1;
  }
  terminal.print(banner(server, options?.dataDirectory));
  await whenAborted(terminal.stopped);
  await server.close();
  terminal.print('Emulator stopped.');
  return 0;
}

function banner({ url, token }: EmulatorServer, dataDirectory: string | undefined): string {
  const { user, userPoolId, userPoolClientId, identityPoolId, region, bucket, table } = emulatorDefaults;
  return `Valet Key emulator: a local fake of AWS. Nothing here reaches or costs anything real.

  URL             ${url}
  Sign in as      ${user.email} / ${user.password}
  Region          ${region}
  User pool       ${userPoolId}, client ${userPoolClientId}
  Identity pool   ${identityPoolId}
  Bucket, table   ${bucket}, ${table}
  State           ${dataDirectory === undefined ? 'in memory; --data DIRECTORY keeps it' : `kept in ${dataDirectory}`}
  Control token   ${token}

Codes that AWS would mail or text are printed here. Ctrl+C stops the emulator.`;
}

function mailLine({ address, kind, code }: MailedCode): string {
  return `Code for ${address} (${kind}): ${code}`;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
