import type { TabEnvironment } from './environment.ts';
import type { TabHints } from './tabPorts.ts';

const CHANNEL = 'valetkey:v1';

/** What pages tell each other. Whatever else arrives on the channel is ignored. */
interface ChangeMessage {
  readonly type: 'changed';
  readonly slot: string;
}

/** Hints over a BroadcastChannel, which is open only while somebody listens. Where there is none, pages look by themselves. */
export function createTabHints({ openChannel, onStored, onRestore }: Pick<TabEnvironment, 'openChannel' | 'onStored' | 'onRestore'>): TabHints {
  const listeners = new Set<(slot: unknown) => void>();
  let channel: BroadcastChannel | undefined;

  function open(): BroadcastChannel | undefined {
    const opened = openChannel?.(CHANNEL);
    opened?.addEventListener('message', ({ data }: MessageEvent<Partial<ChangeMessage> | null>) => {
      if (data?.type === 'changed') for (const listener of listeners) listener(data.slot);
    });
    return opened;
  }

  return {
    post(slot) {
      const sender = channel ?? open();
      sender?.postMessage({ type: 'changed', slot } satisfies ChangeMessage);
      if (sender !== channel) sender?.close();
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
