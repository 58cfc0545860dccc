import { cleanup, configure, render, type RenderOptions, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, vi } from 'vitest';

// Signing in computes: how long that takes depends on what else the machine does.
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 30_000 });

/** How the tests of one mode render. */
export interface RenderMode {
  readonly render: (ui: ReactNode, options?: RenderOptions) => RenderResult;
}

/** Runs the same tests with and without StrictMode, which renders twice and starts, stops and starts every effect. */
export function describeInBothModes(subject: string, define: (mode: RenderMode) => void): void {
  describe.each([{ strict: true }, { strict: false }])(`${subject} (strict: $strict)`, ({ strict }) => {
    afterEach(cleanup);
    define({ render: (ui, options) => render(ui, { ...options, reactStrictMode: strict }) });
  });
}
