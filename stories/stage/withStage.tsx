import type { Decorator } from '@storybook/react-vite';
import { createStage, type Stage, type StageOptions } from './createStage.tsx';

/** Sets a fresh stage before every story; `parameters: { stage: { … } satisfies StageOptions }` says how. */
export async function loadStage({ parameters }: { readonly parameters: Readonly<Record<string, unknown>> }): Promise<{ stage: Stage }> {
  return { stage: await createStage(parameters['stage'] as StageOptions | undefined) };
}

/** Renders a story on the stage that {@link loadStage} has set. */
export const withStage: Decorator = (Story, context) => {
  const { Provider } = stageOf(context);
  return (
    <Provider>
      <Story />
    </Provider>
  );
};

/** The stage of the running story, for `play`: its emulator, session and credentials. */
export function stageOf({ loaded }: { readonly loaded: Readonly<Record<string, unknown>> }): Stage {
  return loaded['stage'] as Stage;
}
