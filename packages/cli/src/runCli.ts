import { checkTemplateCommand } from './checkTemplateCommand.ts';
import { emulatorCommand } from './emulatorCommand.ts';
import { scanCommand } from './scanCommand.ts';
import type { Terminal } from './terminal.ts';

const help = `valetkey <command>

Commands
  emulator         Run a local AWS that enforces credentials
  scan             Look for hard-coded AWS keys in files and folders
  check-template   Check what a CloudFormation template gives away

valetkey <command> --help tells more.`;

/**
 * Runs one command line.
 * @param args - What was typed after `valetkey`.
 * @returns The exit code: 0 done, 1 failed or something found, 2 misused or a path that cannot be read.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case 'emulator':
      return emulatorCommand(rest, terminal);
    case 'scan':
      return scanCommand(rest, terminal);
    case 'check-template':
      return checkTemplateCommand(rest, terminal);
    case undefined:
    case '-h':
    case '--help':
      terminal.print(help);
      return 0;
    default:
      terminal.printError(`There is no command ${command}.\n\n${help}`);
      return 2;
  }
}
