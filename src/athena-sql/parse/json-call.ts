import type { Expression } from '../ast.ts';
import { unsupported } from '../refusal.ts';
import type {
  JsonArrayContext,
  JsonExistsContext,
  JsonObjectContext,
  JsonPathInvocationContext,
  JsonQueryContext,
  JsonValueContext,
} from '../vendor/trino-grammar.js';
import { plainCall } from './call.ts';
import { positionOf } from './grammar.ts';
import { textOf } from './name.ts';
import type { TreeReader } from './tree-reader.ts';
import { required, typeOf } from './type.ts';

/*
 * The JSON functions of the SQL standard have a syntax of their own. Each becomes a plain call whose last arguments are words for what the syntax says:
 * what to give when the path finds nothing, or when it cannot be followed.
 */

/** `JSON_VALUE(json, 'lax $.a' RETURNING bigint DEFAULT 0 ON EMPTY)`. */
export function jsonValue(context: JsonValueContext, read: TreeReader): Expression {
  const at = positionOf(context);
  const text = (value: string): Expression => ({ kind: 'string', at, value });
  const behaviors = [context._emptyBehavior, context._errorBehavior];
  const words = behaviors.map((behavior) => text(behavior?.KW_ERROR() ? 'error' : behavior?.KW_DEFAULT() ? 'default' : 'null'));
  const defaults = behaviors.map((behavior): Expression => {
    const given = behavior?.expression();
    return given ? read.expression(given) : { kind: 'null', at };
  });
  const [onEmpty, onError] = words;
  const [whenEmpty, whenError] = defaults;
  const value = plainCall(
    at,
    'json_value',
    ...pathArguments(context.jsonPathInvocation(), read),
    required(onEmpty),
    required(whenEmpty),
    required(onError),
    required(whenError),
  );
  const type = context.type();
  if (type === null) return value;
  if (behaviors.some((behavior) => behavior?.KW_DEFAULT()))
    throw unsupported(at, 'JSON_VALUE with RETURNING and DEFAULT is not supported', 'Write coalesce(..., default) around it.');
  return { kind: 'cast', at, safe: !context._errorBehavior?.KW_ERROR(), operand: value, type: typeOf(type) };
}

/** `JSON_QUERY(json, 'lax $.a[*]' WITH ARRAY WRAPPER)`. */
export function jsonQuery(context: JsonQueryContext, read: TreeReader): Expression {
  const at = positionOf(context);
  if (context.KW_RETURNING())
    throw unsupported(at, 'JSON_QUERY with RETURNING is not supported', 'Its result is text: write CAST(json_parse(...) AS ...) around it.');
  const wrapper = context.jsonQueryWrapperBehavior();
  const wrapping = !wrapper?.KW_WITH() ? 'without' : wrapper.KW_CONDITIONAL() ? 'conditional' : 'unconditional';
  const words = [context._emptyBehavior, context._errorBehavior].map((behavior) => {
    if (behavior?.KW_ERROR()) return 'error';
    return behavior?.KW_ARRAY() ? '[]' : behavior?.KW_OBJECT() ? '{}' : 'null';
  });
  const texts = [wrapping, context.KW_OMIT() === null ? 'keep' : 'omit', ...words].map((value): Expression => ({ kind: 'string', at, value }));
  return plainCall(at, 'json_query', ...pathArguments(context.jsonPathInvocation(), read), ...texts);
}

/** `JSON_EXISTS(json, 'lax $.a')`. */
export function jsonExists(context: JsonExistsContext, read: TreeReader): Expression {
  const at = positionOf(context);
  const behavior = context.jsonExistsErrorBehavior();
  if (behavior !== null && !behavior.KW_FALSE()) throw unsupported(at, 'JSON_EXISTS ... ON ERROR is not supported but for FALSE ON ERROR');
  return plainCall(at, 'json_exists', ...pathArguments(context.jsonPathInvocation(), read));
}

/** `JSON_OBJECT('a' : 1)`: keys and values in turn. */
export function jsonObject(context: JsonObjectContext, read: TreeReader): Expression {
  const at = positionOf(context);
  if (context.KW_ABSENT() || context.KW_UNIQUE() || context.KW_RETURNING())
    throw unsupported(at, 'JSON_OBJECT is supported without ABSENT, UNIQUE and RETURNING');
  const pairs = context
    .jsonObjectMember()
    .flatMap((member) => [read.expression(member.expression()), read.expression(member.jsonValueExpression().expression())]);
  return plainCall(at, 'json_object', ...pairs);
}

/** `JSON_ARRAY(1, 'a')`. A NULL is left out unless NULL ON NULL is written. */
export function jsonArray(context: JsonArrayContext, read: TreeReader): Expression {
  const at = positionOf(context);
  if (context.KW_RETURNING()) throw unsupported(at, 'JSON_ARRAY is supported without RETURNING');
  const values = context.jsonValueExpression().map((value) => read.expression(value.expression()));
  return plainCall(at, 'json_array', { kind: 'string', at, value: context.KW_NULL().length > 0 ? 'null' : 'absent' }, ...values);
}

function pathArguments(context: JsonPathInvocationContext, read: TreeReader): readonly Expression[] {
  if (context.KW_PASSING()) throw unsupported(positionOf(context), 'PASSING in a JSON path is not supported', 'Write the value into the path.');
  const path = required(context._path);
  return [read.expression(context.jsonValueExpression().expression()), { kind: 'string', at: positionOf(path), value: textOf(path) }];
}
