import { browserWays } from './browserWays.ts';
import type { CredentialWay } from './credentialWay.ts';
import { nodeWays } from './nodeWays.ts';
import { settingWays } from './settingWays.ts';

/** Every way of the AWS guide. */
export const credentialWays: readonly CredentialWay[] = [...settingWays, ...browserWays, ...nodeWays];

/** Where the table of a place stands in `docs/credentials.md`: between these two comments. */
const TABLE = /(<!-- ways: (setting|browser|node) -->\n)[\s\S]*?(<!-- end of ways -->)/g;

/**
 * Puts the tables of {@link credentialWays} into the page.
 * @param page - Markdown with a pair of comments for each place.
 */
export function writeCredentialTables(page: string): string {
  return page.replaceAll(TABLE, (_, begin: string, place: string, end: string) => `${begin}${tableOf(place)}${end}`);
}

function tableOf(place: string): string {
  const rows = credentialWays
    .filter((way) => way.place === place)
    .map(({ way, v2, ours, example, test }) => [
      way,
      v2 === undefined ? '–' : `\`${v2}\``,
      `\`${ours}\``,
      `[${nameOf(example)}](${fromDocs(example)})`,
      `[${test.name}](${fromDocs(test.file)})`,
    ]);
  const head = ['the guide’s way', 'aws-sdk v2', 'here', 'example, compiled', 'proved by'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escape).join(' | ')} |\n`).join('');
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function fromDocs(path: string): string {
  return path.startsWith('docs/') ? path.slice('docs/'.length) : `../${path}`;
}

/** Keeps a cell in one cell. */
function escape(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
