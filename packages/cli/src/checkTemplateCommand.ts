import { readFile } from 'node:fs/promises';
import { checkTemplate, parseTemplate, type ParsedTemplate, type TemplateReport } from '@valetkey/guard/template';
import { parseCheckTemplateOptions } from './checkTemplateOptions.ts';
import { describeFileError } from './describeFileError.ts';
import { describeReport } from './describeReport.ts';
import type { Terminal } from './terminal.ts';

const help = `valetkey check-template [options] FILE…

Checks what a CloudFormation template gives to people in browsers: who may take the roles, what these allow, how sign-ins end,
and that nothing has keys without an end. YAML or JSON, also what cdk synth, SAM and Amplify make, and one role as IAM's
GetRole gives it. Ends with 1 when it finds something, with 2 when it cannot read a file.

Options
  --json   Print the reports as JSON
  --help   Show this

A finding is allowed in the template itself, in the resource it is about:
  Metadata: { ValetKey: { Allow: { RULE: the reason } } }`;

interface CheckedFile extends TemplateReport {
  readonly file: string;
  readonly lineOf: ParsedTemplate['lineOf'];
}

/** `valetkey check-template`. Returns the exit code: 0 nothing found, 1 something found, 2 misused or a file that cannot be read. */
export async function checkTemplateCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const request = parseCheckTemplateOptions(args);
  switch (request.kind) {
    case 'help':
      terminal.print(help);
      return 0;
    case 'misuse':
      terminal.printError(`${request.message}\n\n${help}`);
      return 2;
    case 'check':
      return check(request.files, request.json, terminal);
    default:
      return request satisfies never;
  }
}

async function check(files: readonly string[], json: boolean, terminal: Terminal): Promise<number> {
  const checked = await Promise.all(files.map((file) => checkFile(file, terminal)));
  const reports = checked.filter((report) => report !== undefined);
  if (json) terminal.print(JSON.stringify(reports.map(asJson), undefined, 2));
  else for (const { file, lineOf, ...report } of reports) terminal.print(describeReport(file, report, lineOf));
  if (reports.length < files.length) return 2;
  return reports.every(({ findings }) => findings.length === 0) ? 0 : 1;
}

async function checkFile(file: string, terminal: Terminal): Promise<CheckedFile | undefined> {
  try {
    const { template, lineOf } = parseTemplate(await readFile(file, 'utf8'));
    return { file, lineOf, ...checkTemplate(template) };
  } catch (error) {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
    terminal.printError(`${file} was not checked. ${isFolder ? `It is a folder: name the templates in it, as in ${file}/*.yaml.` : describeFileError(error)}`);
    return undefined;
  }
}

function asJson({ file, lineOf, findings, unchecked, allowed }: CheckedFile): object {
  const withLine = <Part extends TemplateReport['unchecked'][number]>(part: Part) => ({ ...part, line: lineOf(part.path) });
  return { file, findings: findings.map(withLine), unchecked: unchecked.map(withLine), allowed: allowed.map(withLine) };
}
