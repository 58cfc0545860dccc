import { readFile } from 'node:fs/promises';
import type { CredentialProvider } from '@valetkey/core';
import { createNodeProvider, type GivenCredentials, type NodeProviderOptions } from './createNodeProvider.ts';
import { linkError, type LinkFault } from './linkError.ts';
import { readError } from './readSdkFault.ts';

/** What {@link fromJsonFile} takes. */
export interface JsonFileOptions extends NodeProviderOptions {
  /** Path of the file. Keep it out of what is published and out of version control. */
  readonly path: string;
}

/**
 * Takes credentials from a JSON file, as `AWS.config.loadFromPath` and `AWS.FileSystemCredentials` of SDK v2 do and SDK v3 does
 * not: `{ "accessKeyId": …, "secretAccessKey": …, "sessionToken"?: …, "expiration"?: "2026-01-01T00:00:00Z" }`. It is read at
 * each call, so that a file which is replaced is followed.
 *
 * The provider it returns rejects with `CREDENTIALS_NOT_FOUND` where there is no such file, or `CREDENTIALS_MISSING`.
 */
export function fromJsonFile(options: JsonFileOptions): CredentialProvider {
  const { path } = options;

  async function ask(): Promise<GivenCredentials> {
    const file = Object(parse(await readFile(path, 'utf8'))) as GivenCredentials;
    const { expiration } = file;
    return { ...file, expiration: typeof expiration === 'string' ? new Date(expiration) : expiration };
  }

  function parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      // The parser quotes the file, so its error goes no further.
      throw linkError('fromJsonFile', { code: 'CREDENTIALS_MISSING', detail: `${path} is not valid JSON.` });
    }
  }

  return createNodeProvider({ name: 'fromJsonFile', source: 'json-file', ask, readFault: (error) => readFileFault(error, path) }, options);
}

/** Why a file could not be read. */
export function readFileFault(error: unknown, path: string): LinkFault {
  const { code } = readError(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'CREDENTIALS_NOT_FOUND', detail: `There is no file ${path}.` };
  return { code: 'CREDENTIALS_MISSING', detail: `${path} cannot be read (${code}): check what it is and who may read it.` };
}
