import type { Page } from 'playwright';

/** Every text that a script finds that goes from `window` to whatever it can reach, and reads every property on the way. */
export function readEverything(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const seen = new Set<unknown>();
    const queue: unknown[] = [window, ...document.querySelectorAll('*')];
    const isNative = (prototype: object): boolean => String(prototype.constructor).includes('[native code]');

    /** Whatever the properties of `holder` say of `owner`: values, and what getters return. */
    const readProperties = (holder: object, owner: object): void => {
      for (const name of Reflect.ownKeys(holder)) {
        if (typeof name === 'string') texts.add(name);
        try {
          queue.push(Reflect.get(holder, name, owner));
        } catch {
          // It does not let itself be read.
        }
      }
    };

    while (queue.length > 0) {
      const value = queue.pop();
      if (typeof value === 'string') texts.add(value);
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
      seen.add(value);
      if (value instanceof Map || value instanceof Set) queue.push(...value.keys(), ...value.values());
      readProperties(value, value);
      for (let prototype: unknown = Object.getPrototypeOf(value); prototype; prototype = Object.getPrototypeOf(prototype)) {
        // The browser's own say nothing about the app, and are many.
        if (!isNative(prototype)) readProperties(prototype, value);
      }
    }
    return [...texts];
  });
}
