import { escapeHtml, htmlPage } from './htmlPage.ts';

/** What the sign-in page shows. Texts are plain, and escaped here. */
export interface SignInPage {
  /** The request's query, which the form repeats. */
  readonly search: string;
  readonly username: string;
  /** Why the last attempt failed. */
  readonly problem?: string | undefined;
}

/** Asks for user name and password. */
export function signInPage({ search, username, problem }: SignInPage): Response {
  const fields = `
<label>User name <input name="username" autocomplete="username" value="${escapeHtml(username)}" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in</button>
<button name="cancel" value="yes" formnovalidate>Cancel</button>`;
  return htmlPage('Sign in', form(search, fields, problem), problem === undefined ? 200 : 400);
}

/** What the page for a code shows. */
export interface CodePage {
  readonly search: string;
  /** The challenge's handle. */
  readonly session: string;
  readonly username: string;
  readonly isTexted: boolean;
  readonly problem?: string | undefined;
}

/** Asks for the code of a second factor. */
export function codePage({ search, session, username, isTexted, problem }: CodePage): Response {
  const fields = `
<input type="hidden" name="session" value="${escapeHtml(session)}">
<input type="hidden" name="username" value="${escapeHtml(username)}">
<label>${isTexted ? 'Code of the text message' : 'Code of the authenticator app'}
<input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>
<button>Continue</button>
<button name="cancel" value="yes" formnovalidate>Cancel</button>`;
  return htmlPage('Enter your code', form(search, fields, problem), problem === undefined ? 200 : 400);
}

function form(search: string, fields: string, problem: string | undefined): string {
  const alert = problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`;
  return `<form method="post" action="/login${escapeHtml(search)}">${alert}${fields}\n</form>`;
}
