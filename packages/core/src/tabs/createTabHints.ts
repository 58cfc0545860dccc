import type { TabEnvironment } from './environment.ts';
import type { TabHints } from './tabPorts.ts';

const CHANNEL = 'valetkey:v1';

/** What pages tell each other. Whatever else arrives on the channel is ignored. */
interface ChangeMessage {
  readonly type: 'changed';
  readonly slot: string;
}

/**
 * Hints over a BroadcastChannel, which is open only while somebody listens. Where there is none or it does not open, a key of
 * localStorage that comes and goes is the hint; where that is denied, too, pages look by themselves.
 */
export function createTabHints(environment: Pick<TabEnvironment, 'openChannel' | 'localStorage' | 'onStored' | 'onRestore'>): TabHints {
  const { openChannel, onStored, onRestore } = environment;
  const listeners = new Set<(slot: unknown) => void>();
  let channel: BroadcastChannel | undefined;

  function open(): BroadcastChannel | undefined {
    try {
      const opened = openChannel?.(CHANNEL);
      opened?.addEventListener('message', ({ data }: MessageEvent<Partial<ChangeMessage> | null>) => {
        if (data?.type === 'changed') for (const listener of listeners) listener(data.slot);
      });
      return opened;
    } catch {
      return undefined;
    }
  }

  function postStored(slot: string): void {
    const key = `${slot}:changed`;
    try {
      environment.localStorage.setItem(key, '');
      environment.localStorage.removeItem(key);
    } catch {
      // Denied or full.
    }
  }

  return {
    post(slot) {
      const sender = channel ?? open();
      sender?.postMessage({ type: 'changed', slot } satisfies ChangeMessage);
      if (sender !== channel) sender?.close();
      if (sender === undefined) postStored(slot);
    },
    listen(slot, listener) {
      const hear = (changed: unknown): void => void (changed === slot && listener());
      channel ??= open();
      listeners.add(hear);
      // A note may arrive after the message that tells of it.
      const stops = [onRestore(listener), onStored((key) => void (key?.startsWith(`${slot}:`) && listener()))];
      return () => {
        for (const stop of stops) stop();
        listeners.delete(hear);
        if (listeners.size > 0) return;
        channel?.close();
        channel = undefined;
      };
    },
  };
}
