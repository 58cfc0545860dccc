import { describe } from 'vitest';
import { describePasswordResetSteps } from './session/describePasswordResetSteps.ts';
import { describeSessionLife } from './session/describeSessionLife.ts';
import { describeSignInSteps } from './session/describeSignInSteps.ts';
import { describeSignOut } from './session/describeSignOut.ts';
import { describeSignUpSteps } from './session/describeSignUpSteps.ts';
import { describeTokens } from './session/describeTokens.ts';
import { sessionSetUp, type SessionEngineUnderTest } from './session/sessionUnderTest.ts';

/**
 * What any `Session` of a user pool and its flows must do, shown against the emulator. Call it at the top level of a test
 * file.
 * @param name - The engine's name.
 */
export function describeSessionContract(name: string, engine: SessionEngineUnderTest): void {
  const setUp = sessionSetUp(engine);
  describe(`${name}, as a session`, () => {
    describeSessionLife(setUp);
    describeTokens(setUp);
    describeSignOut(setUp);
    if (engine.signInElsewhere === undefined) describeSignInSteps(setUp);
    if (engine.makesAccounts === false) return;
    describeSignUpSteps(setUp);
    describePasswordResetSteps(setUp);
  });
}
