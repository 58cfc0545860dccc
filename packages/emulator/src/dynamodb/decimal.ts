import { validationError } from './dynamoDbError.ts';

/** A DynamoDB number: `coefficient × 10^exponent`, without trailing zeros in the coefficient; zero has exponent 0. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/**
 * Limits of the type Number.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const MAX_DIGITS = 38;
const MAX_MAGNITUDE = 125;
const MIN_MAGNITUDE = -130;
/** Far outside the limits, and small enough to compute with. */
const MAX_WRITTEN_EXPONENT = 1000;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

function normalize(coefficient: bigint, exponent: number): Decimal {
  const digits = coefficient.toString();
  const zeros = digits.length - digits.replace(/0+$/, '').length;
  if (coefficient === 0n) return { coefficient, exponent: 0 };
  return { coefficient: coefficient / power(zeros), exponent: exponent + zeros };
}

function checkLimits(decimal: Decimal): Decimal {
  const digits = decimal.coefficient.toString().replace('-', '').length;
  const magnitude = decimal.exponent + digits - 1;
  if (digits > MAX_DIGITS) throw validationError('Attempting to store more than 38 significant digits in a Number');
  if (magnitude > MAX_MAGNITUDE) {
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  }
  if (decimal.coefficient !== 0n && magnitude < MIN_MAGNITUDE) {
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  }
  return decimal;
}

/**
 * Reads a number as it comes over the wire, such as `12`, `-0.5` or `1e10`.
 * @throws DynamoDbError `ValidationException` for other text, more than 38 digits, or a magnitude out of range.
 */
export function parseDecimal(text: string): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') {
    throw validationError(
      text === ''
        ? 'The parameter cannot be converted to a numeric value'
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  const written = Math.max(-MAX_WRITTEN_EXPONENT, Math.min(MAX_WRITTEN_EXPONENT, Number(exponent)));
  const magnitude = BigInt(whole + fraction);
  return checkLimits(normalize(sign === '-' ? -magnitude : magnitude, written - fraction.length));
}

/** Both coefficients at the smaller of the two exponents, where they can be compared and added. */
function align(left: Decimal, right: Decimal): { readonly left: bigint; readonly right: bigint; readonly exponent: number } {
  const exponent = Math.min(left.exponent, right.exponent);
  const at = (decimal: Decimal): bigint => decimal.coefficient * power(decimal.exponent - exponent);
  return { left: at(left), right: at(right), exponent };
}

/** Negative, zero or positive, as `left` is less than, equal to or greater than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const aligned = align(left, right);
  return aligned.left < aligned.right ? -1 : aligned.left > aligned.right ? 1 : 0;
}

/**
 * The sum of two numbers.
 * @throws DynamoDbError `ValidationException` when it exceeds the limits.
 */
export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const aligned = align(left, right);
  return checkLimits(normalize(aligned.left + aligned.right, aligned.exponent));
}

/** The same number with the other sign. */
export function negateDecimal({ coefficient, exponent }: Decimal): Decimal {
  return { coefficient: -coefficient, exponent };
}

/** The number in plain notation, as DynamoDB gives it back: `1E2` becomes `100`. */
export function formatDecimal({ coefficient, exponent }: Decimal): string {
  if (exponent >= 0) return (coefficient * power(exponent)).toString();
  const sign = coefficient < 0n ? '-' : '';
  const digits = coefficient.toString().replace('-', '').padStart(1 - exponent, '0');
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}
