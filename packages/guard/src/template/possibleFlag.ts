import { possibleTexts } from './possibleTexts.ts';
import type { Template } from './template.ts';

/**
 * Whether a property may be this value. CloudFormation takes `true` and `'true'` alike, and this check `'True'` for what it seems to say.
 * @param absent - What it is when it is left out.
 * @returns `undefined` when it is known only when it is deployed.
 */
export function mayBe(value: unknown, expected: string, template: Template, absent = ''): boolean | undefined {
  const texts = possibleTexts(value, template);
  if (texts.length === 0) return absent === expected;
  if (texts.some((one) => 'value' in one && one.value.text.toLowerCase() === expected.toLowerCase())) return true;
  return texts.some((one) => 'unknown' in one) ? undefined : false;
}
