/** A JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Where in a template something is: `['Resources', 'Bucket', 'Properties', 'CorsConfiguration']`. */
export type TemplatePath = readonly (string | number)[];

/** One resource of a template. */
export interface TemplateResource {
  readonly logicalId: string;
  /** `AWS::IAM::Role` */
  readonly type: string;
  readonly properties: JsonObject;
  /** Where its properties are. */
  readonly path: TemplatePath;
  readonly metadata: JsonObject;
}

/** A template, opened: what is declared in it, intrinsic functions as they are written. */
export interface Template {
  readonly resources: readonly TemplateResource[];
  /** Parts that are no resources with a type, such as `Fn::ForEach::Roles`. */
  readonly unreadable: readonly TemplatePath[];
  /** Parameters by name. */
  readonly parameters: Readonly<Record<string, JsonObject>>;
  /** Macros that may change it before it is deployed, other than those of AWS that add no roles of their own. */
  readonly macros: readonly string[];
  /** Whether it is one role as IAM gives it, without what it allows. */
  readonly isRoleAlone: boolean;
}

// SAM expands functions and APIs, language extensions add intrinsic functions: neither touches what is checked here.
const KNOWN_TRANSFORMS: ReadonlySet<unknown> = new Set(['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16']);

const EMPTY: Template = { resources: [], unreadable: [], parameters: {}, macros: [], isRoleAlone: false };

/** Whether something is a JSON object, which lists and `null` are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object something is, or an empty one. */
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A value as a list: IAM and CloudFormation take one or several. Nothing is an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * Opens a template. What `GetRole` and `CreateRole` of IAM say of one role is taken for a template with that role.
 * @param value - CloudFormation as JSON: `!Ref X` as `{ Ref: 'X' }`, as `parseTemplate` and `cdk synth` give it.
 * @returns `undefined` when it declares no resources.
 */
export function openTemplate(value: unknown): Template | undefined {
  const source = objectOf(value);
  const role = objectOf(source['Role'] ?? source);
  if ('AssumeRolePolicyDocument' in role) return { ...EMPTY, resources: [{ logicalId: 'Role', type: 'AWS::IAM::Role', properties: role, path: ['Resources', 'Role', 'Properties'], metadata: {} }], isRoleAlone: true };
  const declared = source['Resources'];
  if (!isJsonObject(declared) || Object.keys(declared).length === 0) return undefined;
  const resources = Object.entries(declared).flatMap(([logicalId, resource]) => readResource(logicalId, resource) ?? []);
  const read = new Set(resources.map(({ logicalId }) => logicalId));
  return {
    ...EMPTY,
    resources,
    unreadable: Object.keys(declared).filter((logicalId) => !read.has(logicalId)).map((logicalId) => ['Resources', logicalId]),
    parameters: Object.fromEntries(Object.entries(objectOf(source['Parameters'])).map(([name, parameter]) => [name, objectOf(parameter)])),
    macros: listOf(source['Transform'])
      .filter((transform) => !KNOWN_TRANSFORMS.has(transform))
      .map((transform) => (typeof transform === 'string' ? transform : String(objectOf(transform)['Name']))),
  };
}

/** The resources of a type. */
export function resourcesOf(template: Template, type: string): readonly TemplateResource[] {
  return template.resources.filter((resource) => resource.type === type);
}

/** The resource of a logical id. */
export function findResource(template: Template, logicalId: string): TemplateResource | undefined {
  return template.resources.find((resource) => resource.logicalId === logicalId);
}

function readResource(logicalId: string, resource: unknown): TemplateResource | undefined {
  const { Type, Properties, Metadata } = objectOf(resource);
  if (typeof Type !== 'string') return undefined;
  return { logicalId, type: Type, properties: objectOf(Properties), path: ['Resources', logicalId, 'Properties'], metadata: objectOf(Metadata) };
}
