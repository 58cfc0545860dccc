/** The page's localStorage. Browsers throw here where it is blocked, and a server has none. */
export function openLocalStorage(): Storage {
  return globalThis.localStorage;
}
