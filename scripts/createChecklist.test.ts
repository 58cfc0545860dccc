import { expect, test, vi } from 'vitest';
import { createChecklist } from './createChecklist.mjs';

vi.mock('./say.mjs', () => ({ say: () => undefined }));

function createPrinted(): { readonly lines: string[]; readonly checklist: ReturnType<typeof createChecklist> } {
  const lines: string[] = [];
  return { lines, checklist: createChecklist((line) => lines.push(line)) };
}

test('a checklist adds up and closes with one line', async () => {
  const { lines, checklist } = createPrinted();
  await checklist.check('Linting', async () => ({ passed: 1, failed: 0 }));
  await checklist.check('Testing', async () => ({ passed: 41, failed: 0 }));
  expect(checklist.finish()).toBe(0);
  expect(lines).toEqual(['42 passed, 0 failed']);
});

test('a failed check is named, and the others are made all the same', async () => {
  const { lines, checklist } = createPrinted();
  await checklist.check('Linting', async () => ({ passed: 0, failed: 1, why: 'a.ts: no' }));
  await checklist.check('Testing', async () => ({ passed: 2, failed: 0 }));
  expect(checklist.finish()).toBe(1);
  expect(lines).toEqual(['a.ts: no', '✗ Linting: 1 failed', '2 passed, 1 failed']);
});

test('a check that throws has failed', async () => {
  const { checklist } = createPrinted();
  await checklist.check('Packing', () => Promise.reject(new Error('no disk')));
  expect(checklist.finish()).toBe(1);
});

test('a check that looked at nothing has failed', async () => {
  const { checklist } = createPrinted();
  await checklist.check('Testing', async () => ({ passed: 0, failed: 0 }));
  expect(checklist.finish()).toBe(1);
});

test('a list without checks has not passed', () => {
  expect(createPrinted().checklist.finish()).toBe(1);
});
