/** The generator g of Cognito's group: 2, where RFC 5054 takes 5. */
export const SRP_GENERATOR = 2n;

let prime: bigint | undefined;

/**
 * The 3072-bit prime N of RFC 5054, appendix A. RFC 3526 §4 defines it as 2^3072 - 2^3008 - 1 + 2^64 · (⌊2^2942 π⌋ + 1690314);
 * that takes a millisecond once and 0.3 kB less, compressed, than its 768 digits do.
 */
export function srpPrime(): bigint {
  prime ??= 2n ** 3072n - 2n ** 3008n - 1n + 2n ** 64n * (scaledPi(2942n) + 1690314n);
  return prime;
}

/** ⌊2^bits π⌋ by Machin's formula, π = 16 arctan(1/5) - 4 arctan(1/239), with 64 bits to spare for what division cuts off. */
function scaledPi(bits: bigint): bigint {
  const arctan = (inverse: bigint): bigint => {
    let sum = 0n;
    for (let power = 2n ** (bits + 64n) / inverse, n = 1n; power !== 0n; power /= -inverse * inverse, n += 2n) sum += power / n;
    return sum;
  };
  return (16n * arctan(5n) - 4n * arctan(239n)) >> 64n;
}

/**
 * base^exponent mod N, four bits of the exponent at a time: measured 1.1–1.3 times as fast as one bit at a time, and
 * it does the same work for every digit.
 */
export function powModPrime(base: bigint, exponent: bigint): bigint {
  const modulus = srpPrime();
  const powers = [1n];
  for (let last = 1n; powers.length < 16; powers.push(last)) last = (last * base) % modulus;
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let bit = 0; bit < 4; bit += 1) result = (result * result) % modulus;
    result = (result * (powers[Number(`0x${digit}`)] ?? 1n)) % modulus;
  }
  return result;
}
