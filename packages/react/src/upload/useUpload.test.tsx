import { act, waitFor } from '@testing-library/react';
import { CLIENT_LINGER_MS } from '@valetkey/core';
import { emulatorDefaults } from '@valetkey/emulator';
import { useEffect, useState, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { CredentialsProvider } from '../provider/CredentialsProvider.tsx';
import { createUploadWorld, type UploadWorld } from '../testKit/createUploadWorld.ts';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { PROGRESS_INTERVAL_MS } from './createUploadRun.ts';
import { useUpload } from './useUpload.ts';

const BODY = 'one,two,3';

const input = { Bucket: emulatorDefaults.bucket, Key: 'a', Body: BODY };

/** A provider around the components under test, on an upload world. */
async function setUp(options?: Parameters<typeof createUploadWorld>[0]) {
  const world = await createUploadWorld(options);
  const { store, clock, clientOptions } = world;
  const { credentials: _, ...clientDefaults } = clientOptions;
  const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
    <CredentialsProvider credentials={store} clientDefaults={clientDefaults} clock={clock}>
      {children}
    </CredentialsProvider>
  );
  return { world, wrapper };
}

const settle = ({ clock }: UploadWorld, ms = 0): Promise<void> => act(() => clock.advanceBy(ms));

describeInBothModes('useUpload', ({ strict, render, renderHook }) => {
  test('uploads in parts and says when it is done', async () => {
    const { world, wrapper } = await setUp();
    const { result } = renderHook(() => useUpload(), { wrapper });
    expect(result.current).toMatchObject({ status: 'idle', progress: { loaded: 0 }, isWaiting: false });
    const { ETag } = await act(() => result.current.start(input));
    expect(result.current).toMatchObject({ status: 'done', progress: { ratio: 1 }, result: { ETag } });
    expect(world.stored('a')).toBe(BODY);
  });

  test('renders no more than ten times a second, however often progress is told, and not when credentials are refreshed', async () => {
    const { world, wrapper } = await setUp({ tellsProgress: true });
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        return useUpload({ queueSize: 1 });
      },
      { wrapper },
    );
    const part = world.hold('UploadPart');
    await act(async () => {
      void result.current.start(input);
      await part.sent;
    });
    const before = renders;
    for (let loaded = 0; loaded < 1_000; loaded += 1) world.tellProgress(1, loaded / 250, 4);
    await settle(world, PROGRESS_INTERVAL_MS);
    expect(result.current.progress.loaded).toBeCloseTo(4, 1);
    expect(renders - before).toBe(strict ? 2 : 1);
    await act(() => world.store.refresh());
    expect(renders - before).toBe(strict ? 2 : 1);
  });

  test('its functions stay the same while nothing but progress changes', async () => {
    const { wrapper } = await setUp();
    const { result, rerender } = renderHook(() => useUpload({ queueSize: 2, config: { maxAttempts: 2 } }), { wrapper });
    const { start, pause, resume, cancel, retry } = result.current;
    const before = result.current;
    rerender();
    expect(result.current).toBe(before);
    await act(() => result.current.start(input));
    expect(result.current).toMatchObject({ start, pause, resume, cancel, retry });
  });

  test('can be paused, resumed, retried and canceled', async () => {
    const { world, wrapper } = await setUp();
    const { result } = renderHook(() => useUpload({ queueSize: 1 }), { wrapper });
    const part = world.hold('UploadPart');
    await act(async () => {
      void result.current.start(input);
      await part.sent;
    });
    act(() => result.current.pause());
    expect(result.current.status).toBe('paused');
    world.emulator.faults.enqueue({ operation: 'S3.CompleteMultipartUpload', kind: 'server-error' });
    act(() => result.current.resume());
    await waitFor(() => expect(result.current).toMatchObject({ status: 'error', error: { name: 'InternalError' } }));
    await act(() => result.current.retry());
    expect(result.current.status).toBe('done');
    expect(world.answers('UploadPart')).toEqual([200, 200, 200]);
    const next = world.hold('UploadPart');
    await act(async () => {
      void result.current.start(input);
      await next.sent;
      await result.current.cancel();
    });
    expect(result.current.status).toBe('canceled');
    expect(world.unfinished()).toBe(0);
  });

  test('an upload that begins when the component mounts is one upload', async () => {
    const { world, wrapper } = await setUp();
    const AtOnce = (): ReactNode => {
      const { status, start } = useUpload();
      const [began, setBegan] = useState(false);
      useEffect(() => {
        if (!began) setBegan(true);
        else void start(input);
      }, [began, start]);
      return status;
    };
    const { container } = render(<AtOnce />, { wrapper });
    await waitFor(() => expect(container.textContent).toBe('done'));
    await settle(world, CLIENT_LINGER_MS);
    expect(world.stored('a')).toBe(BODY);
    expect(world.answers('CompleteMultipartUpload')).toEqual([200]);
    expect(world.unfinished()).toBe(0);
  });

  test('is canceled a second after the component has gone: nothing is left in the bucket, no timer runs', async () => {
    const { world, wrapper } = await setUp();
    const { result, unmount } = renderHook(() => useUpload(), { wrapper });
    const part = world.hold('UploadPart');
    let outcome: Promise<unknown> | undefined;
    await act(async () => {
      outcome = result.current.start(input);
      await part.sent;
    });
    unmount();
    await world.clock.advanceBy(CLIENT_LINGER_MS);
    await expect(outcome).rejects.toMatchObject({ code: 'ABORTED' });
    expect(world.unfinished()).toBe(0);
    expect(await world.stop()).toEqual([0, 0]);
  });

  test('another person sees nothing of it: it is canceled, and uploads with their credentials from then on', async () => {
    const { world, wrapper } = await setUp();
    const statuses = new Set<string>();
    const { result } = renderHook(
      () => {
        const upload = useUpload();
        statuses.add(upload.status);
        return upload;
      },
      { wrapper },
    );
    const part = world.hold('UploadPart');
    let outcome: Promise<unknown> | undefined;
    await act(async () => {
      outcome = result.current.start(input);
      await part.sent;
    });
    const keysBefore = (await world.store.getCredentials()).accessKeyId;
    act(() => world.epoch.set(1));
    await expect(outcome).rejects.toMatchObject({ code: 'ABORTED' });
    expect(result.current.status).toBe('canceled');
    await settle(world);
    await act(() => result.current.start({ ...input, Key: 'b' }));
    expect((await world.store.getCredentials()).accessKeyId).not.toBe(keysBefore);
    expect([world.stored('a'), world.stored('b')]).toEqual([undefined, BODY]);
    act(() => world.epoch.set(2));
    expect(result.current).toMatchObject({ status: 'idle', result: undefined });
  });

  test('a mistake is said in words, and is no unhandled rejection where nobody awaits the promise', async () => {
    const { wrapper } = await setUp();
    const { result } = renderHook(() => useUpload(), { wrapper });
    await act(async () => void result.current.start({ ...input, Body: undefined as never }));
    expect(result.current.error?.message).toContain('The Body of an upload is a File');
    await act(async () => void result.current.retry());
    expect(result.current.status).toBe('error');
  });
});
