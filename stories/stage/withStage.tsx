import type { Decorator, Loader } from '@storybook/react-vite';
import { createStage, type Stage, type StageOptions } from './createStage.tsx';

/** What a story's meta needs to play on a stage: `loaders: [loadStage], decorators: [withStage]`. */
interface StoryContext {
  readonly loaded: Readonly<Record<string, unknown>>;
}

/** Sets a fresh stage before every story; `parameters: { stage: { … } }` takes {@link StageOptions}. */
export const loadStage: Loader = async ({ parameters }) => ({
  stage: await createStage(parameters['stage'] as StageOptions | undefined),
});

/** Renders the story on its stage. */
export const withStage: Decorator = (Story, context) => {
  const { Provider } = stageOf(context);
  return (
    <Provider>
      <Story />
    </Provider>
  );
};

/** The stage of the running story, for `play`: its emulator, session and credentials. */
export function stageOf({ loaded }: StoryContext): Stage {
  return loaded['stage'] as Stage;
}
