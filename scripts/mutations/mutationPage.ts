import { invariants } from './invariants.ts';
import { mutations } from './mutations.ts';

const INTRODUCTION = `# 5. What breaks, which test notices

**Decided.** Every invariant of the design is held by tests that have been seen to fail. For each there is a list of ways to break the
code, and the test that then fails. \`npm run test:mutations\` makes them one by one and watches; it takes some minutes, so the build
server does it at night. \`npm test\` checks that every place to break and every test named here is still there.

**Why.** A test that cannot fail looks like one that passes. Tests written after the code, as most of these, prove nothing until somebody
has broken the code; and a guard that is backed by another can be lost without a test that notices.

**How.** A mutation is made on the way from the disk to the test, by a plugin of Vite: no file is changed, so none has to be restored.
Each test is first run on the code as it is.

<!-- Written from scripts/mutations/list/ by \`npm run docs\`: change it there. -->
`;

/** The page of all mutations, in Markdown: what \`docs/decisions/0005-what-breaks-which-test.md\` must hold. */
export function mutationPage(): string {
  const sections = Object.entries(invariants).map(([number, name]) => {
    const rows = mutations
      .filter(({ invariant }) => invariant === Number(number))
      .map(({ what, file, test }) => `| ${what} | ${link(file, file.split('/').at(-1) ?? '')} | ${link(test.file, test.name)} |`);
    const table = ['| what is wrong | where | the test that fails |', '| --- | --- | --- |', ...rows].join('\n');
    return `## ${number}. ${name}\n\n${table}\n`;
  });
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

function link(path: string, text: string): string {
  return `[${text}](../../${path})`;
}
