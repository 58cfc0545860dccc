import type { AwsCredentialProvider } from '@valetkey/core';

/** One request a scripted service has got and not answered yet. */
export interface ScriptedRequest {
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The key the request is signed with. */
  readonly accessKeyId: string;
  readonly signal: AbortSignal;
  readonly answer: (output: ScriptedOutput) => void;
  readonly refuse: (error: Error) => void;
}

/** What scripted commands return. */
export interface ScriptedOutput {
  readonly items: readonly string[];
}

interface ScriptedInput {
  readonly Bucket: string;
  readonly Body?: string;
}

interface ScriptedConfig {
  readonly region?: string;
  readonly credentials?: AwsCredentialProvider;
}

class ScriptedCommand {
  readonly input: ScriptedInput;
  constructor(input: ScriptedInput) {
    this.input = input;
  }
  resolveMiddleware(): () => Promise<{ readonly output: ScriptedOutput }> {
    return () => Promise.reject(new Error('A scripted command is sent by a scripted client.'));
  }
}

/** A read. */
export class ListCommand extends ScriptedCommand {
  readonly schema: readonly unknown[] = [9, 'scripted', 'List'];
}

/** A write. */
export class PutCommand extends ScriptedCommand {
  readonly schema: readonly unknown[] = [9, 'scripted', 'Put'];
}

/**
 * A service in the shape of an AWS SDK client and its commands, which answers when the test says so. It shows what no
 * emulator can: requests under way, and whether they are aborted.
 */
export function createScriptedService() {
  const requests: ScriptedRequest[] = [];

  class Client {
    readonly config: ScriptedConfig & { readonly serviceId: string };
    readonly middlewareStack: { readonly addRelativeTo: () => void } = { addRelativeTo: () => undefined };
    constructor(...[config]: [] | [ScriptedConfig]) {
      this.config = { serviceId: 'Scripted', ...config };
    }
    async send(command: ScriptedCommand, { abortSignal }: { readonly abortSignal: AbortSignal }): Promise<ScriptedOutput> {
      const credentials = await this.config.credentials?.();
      return new Promise((resolve, reject) => {
        abortSignal.addEventListener('abort', () => reject(new DOMException('Request aborted', 'AbortError')));
        requests.push({
          command: command.constructor.name,
          input: { ...command.input },
          accessKeyId: credentials?.accessKeyId ?? 'unsigned',
          signal: abortSignal,
          answer: resolve,
          refuse: reject,
        });
      });
    }
    destroy(): void {}
  }

  return { Client, requests };
}

