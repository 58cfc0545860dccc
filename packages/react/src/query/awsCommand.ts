import type { AwsClient } from '@valetkey/core';

/** The part of an AWS SDK v3 command that tells its input and output, declared structurally so that no SDK types are needed. */
export interface AwsCommand<Input, Output> {
  readonly input: Input;
  resolveMiddleware(stack: never, configuration: never, options: never): (args: never) => Promise<{ readonly output: Output }>;
}

/** The constructor of an AWS SDK v3 command, e.g. `ListObjectsV2Command`. */
export type AwsCommandClass<Input, Output> = new (input: Input) => AwsCommand<Input, Output>;

/** Any command class, where its types do not matter. */
export type AnyAwsCommandClass = new (input: never) => AwsCommand<unknown, unknown>;

/** The inputs a client takes: `useAwsQuery` accepts only commands of the client's own service. */
export type AwsInputOf<Client> = Client extends { send(command: infer Command, ...rest: never): unknown }
  ? Command extends { readonly input: infer Input }
    ? Input
    : never
  : never;

/** `unknown` when one of the client's inputs is this one, else `never`: some services take `{}`, which any input fits. */
export type IsInputOf<Client, Input> = [Extract<AwsInputOf<Client>, Input>] extends [never] ? never : unknown;

/** A client as far as sending goes. */
interface Sender extends AwsClient {
  send(command: object, options: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
}

/** Sends one command. */
export async function sendCommand<Input, Output>(
  client: AwsClient,
  command: AwsCommandClass<Input, Output>,
  input: Input,
  abortSignal: AbortSignal,
): Promise<Output> {
  // The SDK's own `send` is typed by its client and command; those have been matched by the types of our callers.
  return (await (client as Sender).send(new command(input), { abortSignal })) as Output;
}

const names = new WeakMap<object, string>();
let unnamed = 0;

/**
 * A name for the command that survives minifying: the operation's, as its schema has it. Commands of SDK versions without
 * schemas get their class name and a number, as two minified classes may have the same name.
 */
export function commandName(command: AnyAwsCommandClass): string {
  let name = names.get(command);
  if (name === undefined) {
    const { schema } = new (command as unknown as new (input: object) => { readonly schema?: unknown })({});
    const operation: unknown = Array.isArray(schema) ? schema[2] : undefined;
    name = typeof operation === 'string' ? `${operation}Command` : `${command.name}-${(unnamed += 1)}`;
    names.set(command, name);
  }
  return name;
}
