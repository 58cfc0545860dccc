import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { commandName, type AnyAwsCommandClass } from './awsCommand.ts';

describe('commandName', () => {
  test('is the operation’s, whatever a minifier makes of the class’s', () => {
    const minified = { e: class extends ListObjectsV2Command {} }.e;
    expect(minified.name).toBe('e');
    expect(commandName(minified)).toBe('ListObjectsV2Command');
    expect(commandName(GetItemCommand)).toBe('GetItemCommand');
    expect(commandName(ScanCommand)).toBe('ScanCommand');
  });

  test('tells commands without a schema apart even when their classes have the same name', () => {
    const classNamedE = () =>
      ({
        e: class {
          readonly input = {};
          resolveMiddleware = () => () => Promise.resolve({ output: {} });
        },
      }).e;
    const [one, two]: readonly AnyAwsCommandClass[] = [classNamedE(), classNamedE()];
    expect(commandName(one!)).not.toBe(commandName(two!));
    expect(commandName(one!)).toBe(commandName(one!));
  });
});
