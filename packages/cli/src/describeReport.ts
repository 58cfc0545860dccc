import { formatPath, type TemplateFinding, type TemplatePath, type TemplateReport } from '@valetkey/guard/template';

/** The report on one template, in lines for a person. */
export function describeReport(file: string, { findings, unchecked, allowed }: TemplateReport, lineOf: (path: TemplatePath) => number): string {
  const place = (path: TemplatePath): string => (path.length === 0 ? file : `${file}:${lineOf(path)}`);
  return [
    ...findings.map((finding) => describeFinding(finding, place(finding.path))),
    ...allowed.map(({ rule, path, reason }) => `${place(path)}  allowed: ${rule}, since: ${reason}\n`),
    ...unchecked.map(({ path, what }) => `${place(path)}  not checked\n  ${formatPath(path)}\n  ${what}\n`),
    `${file}: ${count(findings.length, 'finding')}, ${count(unchecked.length, 'part')} not checked.`,
  ].join('\n');
}

function describeFinding({ rule, path, what, why, fix }: TemplateFinding, place: string): string {
  const lines = [`${place}  ${rule}`, formatPath(path), `What: ${what}`, `Why:  ${why}`, `Fix:  ${fix}`].filter((line) => line !== '');
  return `${lines.join('\n  ')}\n`;
}

function count(number: number, name: string): string {
  return `${number === 0 ? 'no' : number} ${name}${number === 1 ? '' : 's'}`;
}
