import { createStage, type Stage, type StageOptions } from '../stage/createStage.tsx';
import type { Person } from './people.ts';

/** What a loader is told of its story. */
interface LoaderContext {
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Sets a fresh stage and takes its session to the step a story shows. */
export function loadStageAt(reach: (stage: Stage) => unknown): (context: LoaderContext) => Promise<{ stage: Stage }> {
  return async ({ parameters }) => {
    const stage = await createStage({ guest: false, ...(parameters['stage'] as StageOptions | undefined) });
    await reach(stage);
    return { stage };
  };
}

/** Sends user name and password, whatever is asked next. */
export async function sendPassword({ session }: Stage, { email, password }: Person): Promise<void> {
  const { step } = session.signIn.getSnapshot();
  if (step.kind === 'password') await step.submit({ username: email, password });
}
