import type { AttributeValue } from '../attributeValue.ts';
import { validationError, type DynamoDbError } from '../dynamoDbError.ts';
import { isReservedWord } from './isReservedWord.ts';
import type { Placeholders } from './placeholders.ts';

/** Longest expression, in characters. */
const MAX_EXPRESSION_LENGTH = 4096;
/** Deepest nesting of parentheses; DynamoDB allows 300 operators. */
const MAX_DEPTH = 300;

/** Operators and punctuation, `#names`, `:values`, whole numbers, and words; white space only separates. */
const TOKEN = /\s*(<>|<=|>=|[=<>()[\],.+-]|[#:][A-Za-z0-9_]+|\d+|[A-Za-z_][A-Za-z0-9_]*)\s*/y;

const WORD = /^[A-Za-z_]/;

function tokenize(expression: string, fail: (problem: string) => DynamoDbError): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(expression)?.[1];
    if (token === undefined) throw fail(`Syntax error; token: "${expression.charAt(at)}", near: "${expression.slice(at, at + 10)}"`);
    tokens.push(token);
  }
  return tokens;
}

/** Reads one expression token by token, for a recursive-descent parser. Every failure is a `ValidationException`. */
export class ExpressionReader {
  readonly #name: string;
  readonly #tokens: readonly string[];
  readonly #placeholders: Placeholders;
  readonly #attributes: string[] = [];
  #position = 0;
  #depth = 0;

  /** @param name - What the request calls the expression, such as `ConditionExpression`; it appears in errors. */
  constructor(name: string, expression: unknown, placeholders: Placeholders) {
    this.#name = name;
    this.#placeholders = placeholders;
    if (typeof expression !== 'string') throw this.fail('The expression must be a string;');
    if (expression.trim() === '') throw this.fail('The expression can not be empty;');
    if (expression.length > MAX_EXPRESSION_LENGTH) {
      throw this.fail(`Expression size has exceeded the maximum allowed size; expression size: ${expression.length}`);
    }
    this.#tokens = tokenize(expression, (problem) => this.fail(problem));
  }

  /** The error for this expression. */
  fail(problem: string): DynamoDbError {
    return validationError(`Invalid ${this.#name}: ${problem}`);
  }

  /** The error for the token that comes next. */
  failHere(): DynamoDbError {
    const near = this.#tokens.slice(Math.max(0, this.#position - 1), this.#position + 2).join(' ');
    return this.fail(`Syntax error; token: "${this.peek() ?? '<EOF>'}", near: "${near}"`);
  }

  /** A token ahead, `undefined` past the end. */
  peek(ahead: number = 0): string | undefined {
    return this.#tokens[this.#position + ahead];
  }

  /** Whether the next token is this keyword, in whatever case. */
  isKeyword(keyword: string): boolean {
    return this.peek()?.toUpperCase() === keyword;
  }

  /** Steps over the next token when it is this symbol or keyword. */
  takeIf(token: string): boolean {
    if (!this.isKeyword(token)) return false;
    this.#position += 1;
    return true;
  }

  /** Steps over this symbol or keyword. */
  expect(token: string): void {
    if (!this.takeIf(token)) throw this.failHere();
  }

  /** Steps over the next token. */
  take(): string {
    const token = this.peek();
    if (token === undefined) throw this.failHere();
    this.#position += 1;
    return token;
  }

  /** Whether the next tokens are `word (`, where function names count with their case. */
  isFunction(name: string): boolean {
    return this.peek() === name && this.peek(1) === '(';
  }

  /** Reads an attribute name: a word that is not reserved, or a placeholder for any name. */
  takeAttributeName(): string {
    const token = this.peek() ?? '';
    if (token.startsWith('#')) {
      const name = this.#placeholders.name(this.take());
      if (name === undefined) throw this.fail(`An expression attribute name used in the document path is not defined; attribute name: ${token}`);
      return name;
    }
    if (!WORD.test(token)) throw this.failHere();
    if (isReservedWord(token)) throw this.fail(`Attribute name is a reserved keyword; reserved keyword: ${token}`);
    return this.take();
  }

  /** Reads the attribute a path begins with. */
  takePathStart(): string {
    const attribute = this.takeAttributeName();
    this.#attributes.push(attribute);
    return attribute;
  }

  /** The attributes of the item that the paths read so far begin with. */
  get attributes(): readonly string[] {
    return this.#attributes;
  }

  /** Reads a `:value`. */
  takeValue(): AttributeValue {
    const token = this.peek() ?? '';
    if (!token.startsWith(':')) throw this.failHere();
    const value = this.#placeholders.value(this.take());
    if (value === undefined) throw this.fail(`An expression attribute value used in expression is not defined; attribute value: ${token}`);
    return value;
  }

  /** Reads something that may contain itself, to a limited depth. */
  nested<Parsed>(parse: () => Parsed): Parsed {
    if (this.#depth >= MAX_DEPTH) throw this.fail('The expression contains too many operators');
    this.#depth += 1;
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  /** Checks that everything was read. */
  expectEnd(): void {
    if (this.peek() !== undefined) throw this.failHere();
  }
}
