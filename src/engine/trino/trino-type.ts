import type { Type } from '../../athena-sql/type.ts';

/** A type as Trino's client protocol writes it. */
export interface TypeSignature {
  readonly rawType: string;
  readonly arguments: readonly TypeArgument[];
}

type TypeArgument =
  | { readonly kind: 'TYPE'; readonly value: TypeSignature }
  | { readonly kind: 'NAMED_TYPE'; readonly value: { readonly fieldName?: { readonly name: string }; readonly typeSignature: TypeSignature } }
  | { readonly kind: 'LONG' | 'VARIABLE'; readonly value: unknown };

/** A type of Trino. One that Athena has not is a text: its values come as texts. */
export function typeOf({ rawType, arguments: parts }: TypeSignature): Type {
  const inner = parts.flatMap((part) => (part.kind === 'TYPE' ? [typeOf(part.value)] : []));
  switch (rawType) {
    case 'array':
      return { kind: 'array', element: inner[0] ?? TEXT };
    case 'map':
      return { kind: 'map', key: inner[0] ?? TEXT, value: inner[1] ?? TEXT };
    case 'row':
      return {
        kind: 'row',
        fields: parts.flatMap((part) =>
          part.kind === 'NAMED_TYPE' ? [{ name: part.value.fieldName?.name ?? null, type: typeOf(part.value.typeSignature) }] : [],
        ),
      };
    case 'decimal':
      return { kind: 'decimal', precision: Number(parts[0]?.value), scale: Number(parts[1]?.value) };
    default:
      return (PLAIN as readonly string[]).includes(rawType) ? { kind: rawType as (typeof PLAIN)[number] } : TEXT;
  }
}

const TEXT: Type = { kind: 'varchar' };

const PLAIN = [
  ...(['unknown', 'boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'varchar', 'varbinary', 'json', 'ipaddress'] as const),
  ...(['date', 'time', 'timestamp', 'timestamp with time zone', 'interval day to second', 'interval year to month'] as const),
];
