type Json = Readonly<Record<string, unknown>>;

/** What CloudFormation knows when it fills a template in. */
export interface Filling {
  readonly parameters: Readonly<Record<string, string>>;
  /** What `Ref` gives of a resource, by logical id. */
  readonly names: Readonly<Record<string, string>>;
  /** What `Fn::GetAtt` gives, by `LogicalId.Attribute`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A template's resources and outputs as CloudFormation would fill them in. What it does not know makes it throw. */
export function evaluateTemplate(template: Json, filling: Filling): { readonly resources: Readonly<Record<string, Json>>; readonly outputs: Readonly<Record<string, string>> } {
  const conditions = template['Conditions'] as Json;

  return { resources: filledIn('Resources', 'Properties') as Readonly<Record<string, Json>>, outputs: filledIn('Outputs', 'Value') as Readonly<Record<string, string>> };

  function filledIn(section: string, member: string): Json {
    const declared = Object.entries(template[section] as Readonly<Record<string, Json>>);
    const made = declared.filter(([, { Condition }]) => Condition === undefined || holds(Condition));
    return Object.fromEntries(made.map(([name, value]) => [name, fill(value[member])]));
  }

  function fill(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(fill).filter((one) => one !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const [entry, ...more] = Object.entries(value);
    if (entry !== undefined && more.length === 0 && /^(?:Ref$|Fn::)/.test(entry[0])) return call(...entry);
    return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => {
      const filled = fill(one);
      return filled === undefined ? [] : [[key, filled]];
    }));
  }

  function call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Ref':
        return refer(String(argument));
      case 'Fn::GetAtt':
        return known(filling.attributes, [argument].flat().join('.'));
      case 'Fn::Sub':
        return String(argument).replace(/\$\{(!?)([^}]+)\}/g, (_, mark: string, inner: string) => (mark === '!' ? `\${${inner}}` : inner.includes('.') ? known(filling.attributes, inner) : String(refer(inner))));
      case 'Fn::If': {
        const [condition, yes, no] = argument as readonly unknown[];
        return fill(holds(condition) ? yes : no);
      }
      default:
        throw new Error(`${name} is not known here.`);
    }
  }

  function refer(name: string): unknown {
    if (name === 'AWS::NoValue') return undefined;
    if (name === 'AWS::Region') return 'eu-west-1';
    const parameter = (template['Parameters'] as Readonly<Record<string, Json>>)[name];
    if (parameter === undefined) return known(filling.names, name);
    const given = filling.parameters[name] ?? String(parameter['Default']);
    return parameter['Type'] === 'CommaDelimitedList' ? given.split(',') : given;
  }

  function holds(condition: unknown): boolean {
    if (typeof condition === 'string') return holds(conditions[condition]);
    const { 'Fn::Equals': equals, 'Fn::Not': not } = condition as Readonly<Record<string, readonly unknown[]>>;
    if (not !== undefined) return !holds(not[0]);
    const [one, other] = (equals ?? []).map(fill);
    return one === other;
  }
}

function known(given: Readonly<Record<string, string>>, name: string): string {
  const value = given[name];
  if (value === undefined) throw new Error(`${name} is not known here.`);
  return value;
}
