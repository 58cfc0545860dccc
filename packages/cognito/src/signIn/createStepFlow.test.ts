import { CredentialsError } from '@valetkey/core';
import { describe, expect, it } from 'vitest';
import { createStepFlow } from './createStepFlow.ts';

describe('createStepFlow', () => {
  const deferred = <Value>() => {
    let settle!: { resolve: (value: Value) => void; reject: (error: unknown) => void };
    const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }));
    return { promise, ...settle };
  };

  it('is pending until the next step is known', async () => {
    const flow = createStepFlow(() => 'first');
    const answer = deferred<string>();
    const submitted = flow.attempt('first', () => answer.promise);
    expect(flow.getSnapshot()).toEqual({ step: 'first', pending: true, error: undefined });
    answer.resolve('second');
    await submitted;
    expect(flow.getSnapshot()).toEqual({ step: 'second', pending: false, error: undefined });
  });

  it('joins the attempt that is running, whatever the second one wanted', async () => {
    const flow = createStepFlow(() => 'first');
    let acts = 0;
    const act = () => Promise.resolve(`step ${(acts += 1)}`);
    expect(flow.attempt('first', act)).toBe(flow.attempt('another', act));
    await flow.attempt('first', act);
    expect(acts).toBe(1);
  });

  it('runs the next attempt afterwards', async () => {
    const flow = createStepFlow(() => 'first');
    await flow.attempt('first', () => Promise.resolve('second'));
    await flow.attempt('second', () => Promise.resolve('third'));
    expect(flow.getSnapshot().step).toBe('third');
  });

  it('shows a failure beside the step it came from, or the one it leads to', async () => {
    const flow = createStepFlow(() => 'first');
    const error = new CredentialsError('CODE_MISMATCH');
    await flow.attempt('first', () => Promise.reject(error));
    expect(flow.getSnapshot()).toEqual({ step: 'first', pending: false, error });
    await flow.attempt('first', () => Promise.reject(error), ({ code }) => `after ${code}`);
    expect(flow.getSnapshot()).toEqual({ step: 'after CODE_MISMATCH', pending: false, error });
  });

  it('makes one of our errors of anything else that is thrown, also at once', async () => {
    const flow = createStepFlow(() => 'first');
    await flow.attempt('first', () => {
      throw new TypeError('bug');
    });
    expect(flow.getSnapshot().error).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('drops what comes after reset or show, and tells the attempt that nobody waits', async () => {
    for (const leave of ['reset', 'show'] as const) {
      const flow = createStepFlow(() => 'first');
      const answer = deferred<string>();
      let isCurrent: () => boolean = () => true;
      const submitted = flow.attempt('first', (current) => {
        isCurrent = current;
        return answer.promise;
      });
      await Promise.resolve();
      expect(isCurrent()).toBe(true);
      if (leave === 'reset') flow.reset();
      else flow.show('elsewhere');
      expect(isCurrent()).toBe(false);
      answer.resolve('late');
      await submitted;
      expect(flow.getSnapshot()).toMatchObject({ step: leave === 'reset' ? 'first' : 'elsewhere', pending: false });
    }
  });

  it('refuses input for a step it has left, without acting on it', async () => {
    const flow = createStepFlow(() => 'first');
    await flow.attempt('first', () => Promise.resolve('second'));
    let acted = false;
    await flow.attempt('first', () => {
      acted = true;
      return Promise.resolve('third');
    });
    expect(acted).toBe(false);
    expect(flow.getSnapshot()).toMatchObject({ step: 'second', error: { code: 'OUT_OF_STEP' } });
  });
});
