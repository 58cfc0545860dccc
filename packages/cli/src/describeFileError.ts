/** Why a file could not be read and what to do, in place of what Node.js says: `ENOENT: no such file or directory, stat 'dits'`. */
export function describeFileError(error: unknown): string {
  const { code, path = 'It', message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return `${path} does not exist. Paths begin in the folder that the command runs in: ${process.cwd()}.`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read by whoever runs this command. Give them the right to, or name the paths that matter.`;
    default:
      return error instanceof Error ? message : String(error);
  }
}
