import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

/** A home directory and an environment that hold nothing of the machine the tests run on. */
export interface Machine {
  readonly home: string;
  /** Writes a file below the home directory, and says where it is. */
  readonly write: (path: string, content: string | object) => string;
  readonly remove: (path: string) => void;
  readonly setEnv: (variables: Readonly<Record<string, string | undefined>>) => void;
}

/** Call it in a test or its `beforeEach`: when the test has ended everything is as before. */
export function createMachine(): Machine {
  const home = mkdtempSync(join(tmpdir(), 'valetkey-home-'));
  const names = Object.keys(process.env).filter((name) => /^(AWS|AMAZON)_/.test(name));
  const setEnv: Machine['setEnv'] = (variables) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  };
  setEnv(Object.fromEntries(names.map((name) => [name, undefined])));
  // Nobody waits for the metadata service of a machine that is none of EC2.
  setEnv({ HOME: home, USERPROFILE: home, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' });
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  return {
    home,
    setEnv,
    remove: (path) => rmSync(join(home, path)),
    write(path, content) {
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return file;
    },
  };
}
