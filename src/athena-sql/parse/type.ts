import type { TypeName } from '../ast.ts';
import { unsupported } from '../refusal.ts';
import {
  ArrayTypeContext,
  DateTimeTypeContext,
  DoublePrecisionTypeContext,
  GenericTypeContext,
  LegacyArrayTypeContext,
  LegacyMapTypeContext,
  RowTypeContext,
  type TypeContext,
  type TypeParameterContext,
} from '../vendor/trino-grammar.js';
import { positionOf } from './grammar.ts';
import { identifierOf } from './name.ts';

/** A type of Athena as written: `varchar(10)`, `array(varchar)`, `map(varchar, bigint)`, `row(a bigint)`. */
export function typeOf(context: TypeContext): TypeName {
  const at = positionOf(context);
  if (context instanceof ArrayTypeContext) return { at, kind: 'array', element: typeOf(context.type()) };
  if (context instanceof LegacyArrayTypeContext) return { at, kind: 'array', element: typeOf(context.type()) };
  if (context instanceof LegacyMapTypeContext)
    return { at, kind: 'map', key: typeOf(required(context._keyType)), value: typeOf(required(context._valueType)) };
  if (context instanceof DoublePrecisionTypeContext) return { at, kind: 'simple', name: 'double', parameters: [] };
  if (context instanceof RowTypeContext) {
    const fields = context.rowField().map((field) => {
      const name = field.identifier();
      return { name: name === null ? null : identifierOf(name).text, type: typeOf(field.type()) };
    });
    return { at, kind: 'row', fields };
  }
  if (context instanceof DateTimeTypeContext) {
    const zone = context.KW_WITH() === null ? '' : ' with time zone';
    return { at, kind: 'simple', name: `timestamp${zone}`, parameters: [] };
  }
  if (context instanceof GenericTypeContext) return genericType(context);
  throw unsupported(at, `the type ${context.getText()} is not supported`);
}

function genericType(context: GenericTypeContext): TypeName {
  const at = positionOf(context);
  const name = identifierOf(context.identifier()).text.toLowerCase();
  const parameters = context.typeParameter();
  const types = parameters.map((parameter) => parameter.type());
  const [first, second] = types;
  if (name === 'array' && types.length === 1 && first) return { at, kind: 'array', element: typeOf(first) };
  if (name === 'map' && types.length === 2 && first && second) return { at, kind: 'map', key: typeOf(first), value: typeOf(second) };
  return { at, kind: 'simple', name, parameters: parameters.map((parameter) => numberOf(parameter, name)) };
}

function numberOf(parameter: TypeParameterContext, name: string): number {
  const token = parameter.INTEGER_VALUE();
  if (token === null) throw unsupported(positionOf(parameter), `the type ${name} takes numbers in its parentheses`);
  return Number(token.getText());
}

/** A part that the grammar cannot leave out. */
export function required<C>(part: C | null | undefined): C {
  if (part === null || part === undefined) throw new Error('the grammar gave a tree without a required part');
  return part;
}
