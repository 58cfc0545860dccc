import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorState } from '../emulatorState.ts';

/** Where a data directory keeps the emulator's state. */
export interface StateFile {
  /**
   * The state of the last run; undefined when there was none.
   * @throws Error with the fix when the file cannot be read, is damaged or of another version.
   */
  readonly read: () => Promise<EmulatorState | undefined>;
  /** Asks for the state to be written soon. Many requests become one write. */
  readonly save: () => void;
  /** Writes what is not written yet. */
  readonly flush: () => Promise<void>;
}

const saveDelayMs = 200;

/**
 * Keeps state in `DIRECTORY/state.json`, readable by its owner only: it holds private keys. A write goes to a second file
 * that then takes the first one's place, so a crash leaves the old state or the new, never half of one.
 * @param state - The state to write when the time comes.
 * @param onError - Told when a later write fails, for example because the disk is full.
 */
export function createStateFile(directory: string, state: () => EmulatorState, onError: (error: unknown) => void): StateFile {
  const path = join(directory, 'state.json');
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    const temporary = `${path}.tmp`;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(temporary, JSON.stringify(state()), { mode: 0o600 });
    await rename(temporary, path);
  };
  const writeInTurn = () => {
    timer = undefined;
    writing = writing.then(write).catch(onError);
    return writing;
  };
  return {
    async read() {
      const text = await readIfThere(path);
      return text === undefined ? undefined : parseState(text, path);
    },
    save() {
      timer ??= setTimeout(() => void writeInTurn(), saveDelayMs);
    },
    async flush() {
      if (timer === undefined) return writing;
      clearTimeout(timer);
      return writeInTurn();
    },
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read. Make it readable, or choose another data directory.`, { cause: error });
  }
}

function parseState(text: string, path: string): EmulatorState {
  try {
    const state: unknown = JSON.parse(text);
    if (typeof state === 'object' && state !== null && 'version' in state && state.version === 1) return state as EmulatorState;
  } catch {
    // Said below, with the fix.
  }
  throw new Error(`${path} is damaged or of another version. Delete it to start from the seed.`);
}
