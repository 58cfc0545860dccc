import { errorText, type ErrorCode } from '@valetkey/core';

const INTRODUCTION = `# Errors

Valet Key throws one kind of error, \`CredentialsError\`. Switch on its \`code\`:

\`\`\`ts
import { isCredentialsError } from '@valetkey/core';

try {
  await credentials.getCredentials();
} catch (error) {
  if (isCredentialsError(error) && error.code === 'NOT_SIGNED_IN') showSignIn();
  else throw error;
}
\`\`\`

Development builds print what happened, why, and how to fix it. Production builds leave these words out and print the code alone:
look it up here. \`error.retryable\` says whether trying the same thing again can help, \`error.cause\` what the service or the browser
said, and \`error.requestId\` is what AWS support asks for.

Errors of the AWS SDK and of TanStack Query pass through as they are. Those that say least:

| error | as a rule |
| --- | --- |
| \`TypeError: Failed to fetch\` of an S3 client | S3 answered without CORS headers, so that the browser shows nobody what it said: the bucket's name or region is misspelt, or its CORS rules do not name this page |
| \`AccessDenied\` for \`s3:ListBucket\`, though it was a \`GetObject\` | the object does not exist, and the role may not know that |
| \`AccessDenied … no session policy allows\` | the policy of a \`CredentialsScope\` or of \`classicFlow\`; without these words it is the role's |
| \`Region is missing\` | \`CredentialsProvider\` has no \`clientDefaults={{ region }}\` |
| \`AuthorizationHeaderMalformed\` | it has another region than the bucket |
| \`No QueryClient set\` | a hook of \`@valetkey/react/query\` is outside TanStack's \`QueryClientProvider\` |
| \`Could not resolve "@aws-sdk/…" imported by "@valetkey/react"\` | a hook needs a package of the SDK: \`npm install\` it |

<!-- Written from packages/core/src/errors/*ErrorText.ts by \`npm run docs\`: change the words there. -->
`;

/** The page of every error code, in Markdown: what \`docs/errors.md\` must hold. */
export function errorPage(): string {
  const sections = (Object.keys(errorText) as ErrorCode[]).map((code) => {
    const { what, why, fix } = errorText[code];
    return `## ${code}\n\n${escape(what)}\n\n- **Why:** ${escape(why)}\n- **Fix:** ${escape(fix)}\n`;
  });
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

/** Keeps Markdown from reading a tag where a text names a component. */
function escape(text: string): string {
  return text.replaceAll('<', '\\<');
}
