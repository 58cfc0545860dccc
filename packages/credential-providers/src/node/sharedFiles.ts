import type { LinkFault } from './linkError.ts';
import { readError, readSdkFault } from './readSdkFault.ts';

/** Where profiles are looked up. */
export interface SharedFilesOptions {
  /** Default: `AWS_PROFILE`, else `default`. */
  readonly profile?: string;
  /** The credentials file. Default: `AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`. */
  readonly filepath?: string;
  /** The config file. Default: `AWS_CONFIG_FILE`, else `~/.aws/config`. */
  readonly configFilepath?: string;
}

/** Options of the SDK client that a provider makes for itself: `region`, `endpoint`, `requestHandler`, `maxAttempts`, … */
export type SdkClientOptions = Readonly<Record<string, unknown>>;

/** Leaves out what is `undefined`, which to the SDK would be a value. */
export function defined<Options extends object>(options: Options): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof Options]?: Exclude<Options[Name], undefined> };
}

/** The options of the SDK. It keeps what it reads of these files for good unless told otherwise. */
export function readAnew({ profile, filepath, configFilepath }: SharedFilesOptions): { ignoreCache: true; profile?: string; filepath?: string; configFilepath?: string } {
  return { ...defined({ profile, filepath, configFilepath }), ignoreCache: true };
}

/**
 * What the SDK says when a profile has nothing to offer, in our words.
 * @param holds - What the profile would have to hold.
 */
export function readProfileFault(error: unknown, options: SharedFilesOptions, holds: string): LinkFault {
  const { name, message, code } = readError(error);
  const profile = `Profile "${options.profile ?? process.env['AWS_PROFILE'] ?? 'default'}"`;
  const files = `${options.configFilepath ?? '~/.aws/config'} and ${options.filepath ?? '~/.aws/credentials'}`;
  if (/^Could not resolve credentials using profile|did not contain|is not configured with SSO|^Profile .* (was not found|could not be found)/.test(message)) {
    return { code: 'CREDENTIALS_NOT_FOUND', detail: `${profile} of ${files} is missing or has no ${holds}. Add it, or name another with profile or AWS_PROFILE.` };
  }
  // The SDK follows names to sections without looking whether they are there.
  if (name === 'TypeError') return { code: 'PROFILE_INVALID', detail: `${profile} names a section that is missing in ${files}.` };
  if (code === 'ENOENT') return { code: 'PROFILE_INVALID', detail: `${profile} names a file that is missing.` };
  const fault = readSdkFault(error);
  return { ...fault, detail: `${profile}: ${fault.detail}` };
}
