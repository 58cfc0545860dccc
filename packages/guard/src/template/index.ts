export { checkTemplate, type TemplateReport } from './checkTemplate.ts';
export { parseTemplate, type ParsedTemplate } from './parseTemplate.ts';
export { formatPath, type TemplateFinding, type UncheckedPart } from './remark.ts';
export type { TemplatePath } from './template.ts';
export type { TemplateRule } from './templateRules.ts';
