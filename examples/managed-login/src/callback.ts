import { session } from './aws.ts';
import { describeSignInError } from './describeSignInError.ts';

// The page that people come back to. Nothing of the app is in it, and the app is never in a document whose address was told
// the code: what browsers remember of how a document was loaded, no script can take back.
const path = await session.completeSignIn();
const { error } = session.signIn.getSnapshot();

// Nobody was sent here.
if (path === undefined) location.replace('/');
// The address is the app's already: what is there has only to be loaded.
else if (error === undefined) location.reload();
else if (await isSomebodySignedIn()) location.replace('/');
else showProblem(describeSignInError(error.code), error.code === 'REDIRECT_REJECTED' ? '/' : path);

/** An old address, of a sign-in that is through, disturbs nobody. */
function isSomebodySignedIn(): Promise<boolean> {
  return session.getTokens().then(
    () => true,
    () => false,
  );
}

function showProblem(text: string, back: string): void {
  const find = (selector: string): Element | null => document.querySelector(selector);
  find('[role=status]')?.remove();
  find('[role=alert]')?.append(text);
  find('a')?.setAttribute('href', back);
  find('section')?.removeAttribute('hidden');
}
