import { importsOf, withoutComments } from './importsOf.ts';
import type { Package, SourceFile } from './readWorkspace.ts';

/** The most lines a source file may have. */
export const MAX_FILE_LINES = 300;

const VAGUE = /(^|\/)(utils?|helpers?|common|misc|types?|shared|stuff|lib)(\/|\.tsx?$)/i;

// The packages that run anywhere and receive the page and the time from outside.
const ENGINE: readonly string[] = ['core', 'cognito', 'credential-providers', 'react'];
const PORTS: readonly string[] = ['clock.ts', 'environment.ts', 'tabs/environment.ts', 'upload/environment.ts'];
const OUTSIDE_WORLD =
  /(?<![.\w])(?:(?:window|document|navigator|globalThis|self)\s*(?:\?\.|[.[])|typeof\s+(?:window|document|navigator)\b|Date\.now\b|new Date\(\)|performance\.now\b|(?:set|clear)(?:Timeout|Interval)\b|requestAnimationFrame\b|queueMicrotask\.)/;

/** Finds files over {@link MAX_FILE_LINES}. */
export function shortFiles(workspace: readonly Package[]): readonly string[] {
  return everyFile(workspace, (file) => {
    const lines = file.text.trimEnd().split('\n').length;
    return lines > MAX_FILE_LINES ? `has ${lines} lines: ${MAX_FILE_LINES} at most.` : undefined;
  });
}

/** Finds files and folders whose name says nothing about what is in them. */
export function tellingNames(workspace: readonly Package[]): readonly string[] {
  return everyFile(workspace, ({ path }) => (VAGUE.test(path) ? 'is named for nothing in particular.' : undefined));
}

/** Finds an `index.ts` with anything but `export { … } from`. */
export function explicitIndexes(workspace: readonly Package[]): readonly string[] {
  return everyFile(workspace, ({ path, text }) => {
    if (!/(^|\/)index\.tsx?$/.test(path)) return undefined;
    const rest = withoutComments(text)
      .replace(/export\s+(?:type\s+)?\{[^}]*\}\s+from\s+['"][^'"]+['"];?/g, '')
      // A directive marks the boundary for React's server components.
      .replace(/^\s*['"]use client['"];?/, '')
      .trim();
    return rest === '' ? undefined : `holds more than explicit named exports: ${rest.split('\n')[0]}`;
  });
}

/** Finds requests that would make a browser repeat every preflight. */
export function cachedPreflights(workspace: readonly Package[]): readonly string[] {
  return everyFile(workspace, ({ text }) =>
    /\bcache['"]?\s*:\s*['"`]no-store/.test(withoutComments(text)) ? "sets cache: 'no-store', which bypasses the browser's preflight cache." : undefined,
  );
}

/** Finds uses of the page and of time in the engine outside the ports. */
export function engineThroughPorts(workspace: readonly Package[]): readonly string[] {
  const engine = workspace.filter(({ folder }) => ENGINE.includes(folder));
  return everyFile(engine, ({ path, text }) => {
    if (PORTS.includes(path)) return undefined;
    const found = OUTSIDE_WORLD.exec(withoutComments(text));
    return found === null ? undefined : `uses ${found[0]} where it should receive a Clock or Environment.`;
  });
}

/** Finds files of the engine through which a browser's bundle would meet Node.js: only those below `node/` may know it. */
export function nodeInItsFolder(workspace: readonly Package[]): readonly string[] {
  const engine = workspace.filter(({ folder }) => ENGINE.includes(folder));
  return everyFile(engine, ({ path, text }) => {
    if (path.startsWith('node/')) return undefined;
    const found = importsOf(text).find((specifier) => /^(node:|@aws-sdk\/credential-providers$)|\/node\//.test(specifier));
    return found === undefined ? undefined : `imports ${found}, which no browser has.`;
  });
}

function everyFile(workspace: readonly Package[], judge: (file: SourceFile) => string | undefined): readonly string[] {
  return workspace.flatMap(({ folder, files }) =>
    files.flatMap((file) => {
      const fault = judge(file);
      return fault === undefined ? [] : [`${folder}/src/${file.path} ${fault}`];
    }),
  );
}
