/** What a page goes through, and what there is to see of it meanwhile. */
export interface PageWatch {
  /** Its life, in order: `visible`, `hidden`, `freeze`, `resume`, `pagehide`, `pageshow`, `restored`. */
  readonly events: readonly string[];
  /** What every frame has shown since the page last went into the back/forward cache. */
  readonly frames: readonly string[];
  /** Counts on while timers run. */
  readonly ticks: () => number;
}

const TICK_MS = 50;

/** @param who - Shows who is signed in. */
export function watchPage(who: HTMLElement): PageWatch {
  const events: string[] = [];
  const frames: string[] = [];
  let ticks = 0;
  let watches = 0;
  setInterval(() => (ticks += 1), TICK_MS);

  for (const event of ['freeze', 'resume']) document.addEventListener(event, () => events.push(event));
  document.addEventListener('visibilitychange', () => events.push(document.visibilityState));
  window.addEventListener('pageshow', ({ persisted }) => events.push(persisted ? 'restored' : 'pageshow'));
  window.addEventListener('pagehide', ({ persisted }) => {
    events.push('pagehide');
    if (!persisted) return;
    frames.length = 0;
    watches += 1;
    // Asked for before the page is put away, so that it sees the very first frame after.
    requestAnimationFrame(() => watchFrames(watches));
  });

  function watchFrames(watch: number): void {
    if (watch !== watches) return;
    const isSeen = who.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    frames.push(isSeen ? who.innerText : 'covered');
    requestAnimationFrame(() => watchFrames(watch));
  }

  return { events, frames, ticks: () => ticks };
}
