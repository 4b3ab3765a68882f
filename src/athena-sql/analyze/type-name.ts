import type { TypeName } from '../ast.ts';
import { invalid, unsupported } from '../refusal.ts';
import { arrayOf, type SimpleTypeName, simple, type Type } from '../type.ts';

const names: Readonly<Record<string, SimpleTypeName>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  int: 'integer',
  integer: 'integer',
  bigint: 'bigint',
  real: 'real',
  float: 'real',
  double: 'double',
  varchar: 'varchar',
  string: 'varchar',
  varbinary: 'varbinary',
  date: 'date',
  timestamp: 'timestamp',
  'timestamp with time zone': 'timestamp with time zone',
  json: 'json',
  ipaddress: 'ipaddress',
};

/** The type that a statement names. */
export function typeOfName(name: TypeName): Type {
  switch (name.kind) {
    case 'array':
      return arrayOf(typeOfName(name.element));
    case 'map':
      return { kind: 'map', key: typeOfName(name.key), value: typeOfName(name.value) };
    case 'row':
      return { kind: 'row', fields: name.fields.map((field) => ({ name: field.name, type: typeOfName(field.type) })) };
    case 'simple':
      return simpleType(name);
  }
}

function simpleType({ name, parameters, at }: Extract<TypeName, { readonly kind: 'simple' }>): Type {
  if (name === 'decimal') {
    const [precision = 38, scale = 0] = parameters;
    if (precision < 1 || precision > 38 || scale > precision) throw invalid(at, `decimal(${precision},${scale}) does not exist`);
    return { kind: 'decimal', precision, scale };
  }
  const found = Object.hasOwn(names, name) ? names[name] : undefined;
  if (found === undefined)
    throw unsupported(at, `the type ${name} is not supported`, `Supported are ${Object.keys(names).join(', ')}, decimal, array, map and row.`);
  return simple(found);
}
