import { isJsonObject, listOf, type JsonObject, type Template } from './template.ts';

/** What a property may be once the template is deployed, or why that cannot be said. */
export type Possible<Value = unknown> = { readonly value: Value } | Unknown;

/** Something that cannot be known from the template. */
export interface Unknown {
  /** Why, as half a sentence. */
  readonly unknown: string;
  /** What it fits in any case, when it is a parameter with an `AllowedPattern`. */
  readonly pattern?: string;
}

/** Something of a resource that exists only after the deployment: `Ref` for its name or id, otherwise the attribute. */
export interface Reference {
  readonly logicalId: string;
  readonly attribute: string;
}

/**
 * What a value may be: both branches of `Fn::If`, all a parameter may be given. Whoever reads a template cannot know which,
 * and one that is unsafe in any of them is unsafe. References to resources stay as they are.
 * @returns At least one. `undefined` as value: the property is left out.
 */
export function possibleValues(value: unknown, template: Template): readonly Possible[] {
  const [name, argument] = intrinsicOf(value) ?? [];
  switch (name) {
    case undefined:
    case 'Fn::GetAtt':
    case 'Fn::Sub':
    case 'Fn::Join':
      return [{ value }];
    case 'Fn::If':
      return listOf(argument).slice(1).flatMap((branch) => possibleValues(branch, template));
    case 'Ref':
      return valuesOfRef(String(argument), value, template);
    default:
      return [{ unknown: `${name} is known only when it is deployed` }];
  }
}

/** The function an object calls, and with what: `{ Ref: 'Bucket' }` → `['Ref', 'Bucket']`. */
export function intrinsicOf(value: unknown): readonly [string, unknown] | undefined {
  if (!isJsonObject(value)) return undefined;
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) return undefined;
  return entry[0] === 'Ref' || entry[0].startsWith('Fn::') ? entry : undefined;
}

/** What a value refers to, when it is nothing but that. */
export function referenceOf(value: unknown): Reference | undefined {
  const [name, argument] = intrinsicOf(value) ?? [];
  if (name === 'Ref' && typeof argument === 'string') return { logicalId: argument, attribute: 'Ref' };
  if (name !== 'Fn::GetAtt') return undefined;
  const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : listOf(argument).map(String);
  return logicalId === undefined ? undefined : { logicalId, attribute: attribute.join('.') };
}

/** Whether the pattern of a parameter keeps all of these texts out. */
export function keepsOut({ pattern }: Unknown, texts: readonly string[]): boolean {
  if (pattern === undefined) return false;
  try {
    const allowed = new RegExp(`^(?:${pattern})$`);
    return !texts.some((text) => allowed.test(text));
  } catch {
    // CloudFormation knows expressions that JavaScript does not.
    return false;
  }
}

function valuesOfRef(name: string, value: unknown, { parameters }: Template): readonly Possible[] {
  if (name === 'AWS::NoValue') return [{ value: undefined }];
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter === undefined) return [{ value }];
  const pattern = parameter['AllowedPattern'];
  const unknown = { unknown: `parameter ${name} is given when it is deployed`, ...(typeof pattern === 'string' ? { pattern } : {}) };
  const allowed = listOf(parameter['AllowedValues']);
  if (allowed.length > 0) return allowed.map((one) => ({ value: one }));
  // A value of SSM is named here, not given.
  const isGiven = parameter['Default'] !== undefined && !String(parameter['Type']).startsWith('AWS::SSM::');
  return isGiven ? [{ value: defaultOf(parameter) }, unknown] : [unknown];
}

function defaultOf({ Type, Default }: JsonObject): unknown {
  const isList = Type === 'CommaDelimitedList' || String(Type).startsWith('List<');
  return isList && typeof Default === 'string' ? Default.split(',').map((one) => one.trim()) : Default;
}
