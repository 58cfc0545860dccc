import { Window } from 'happy-dom';

// React and the engine look for a page when they are loaded: import this before them.
const window = new Window();
const { document, navigator } = window;
for (const [name, value] of Object.entries({ window, document, navigator })) {
  // Newer versions of Node.js have a navigator of their own that can only be defined anew.
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
