import { cleanup, configure, render, renderHook, type RenderHookOptions, type RenderHookResult, type RenderOptions, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe } from 'vitest';

// How long to wait for what must come, ms: the library's one second is little on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

/** How the tests of one mode render. */
export interface RenderMode {
  readonly strict: boolean;
  readonly render: (ui: ReactNode, options?: RenderOptions) => RenderResult;
  readonly renderHook: <Result, Props>(
    hook: (props: Props) => Result,
    options?: RenderHookOptions<Props>,
  ) => RenderHookResult<Result, Props>;
}

/** Runs the same tests with and without StrictMode, which renders twice and starts, stops and starts every effect. */
export function describeInBothModes(subject: string, define: (mode: RenderMode) => void): void {
  describe.each([{ strict: true }, { strict: false }])(`${subject} (strict: $strict)`, ({ strict }) => {
    afterEach(cleanup);
    define({
      strict,
      render: (ui, options) => render(ui, { ...options, reactStrictMode: strict }),
      renderHook: (hook, options) => renderHook(hook, { ...options, reactStrictMode: strict }),
    });
  });
}
