/** Types of Athena that have no parts. `unknown` is the type of NULL. */
export type SimpleTypeName =
  | 'unknown'
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'double'
  | 'varchar'
  | 'varbinary'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'timestamp with time zone'
  | 'interval day to second'
  | 'interval year to month'
  | 'json'
  | 'ipaddress';

export type Type =
  | { readonly kind: Exclude<SimpleTypeName, 'timestamp with time zone'> }
  /** Values are instants; `zone` is the one they are shown in, UTC when it is left out. It makes no type of its own. */
  | { readonly kind: 'timestamp with time zone'; readonly zone?: string }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array'; readonly element: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] };

export interface RowField {
  readonly name: string | null;
  readonly type: Type;
}

export const simple = (kind: SimpleTypeName): Type => ({ kind });
export const arrayOf = (element: Type): Type => ({ kind: 'array', element });

/** A type in Athena's spelling, as messages print it; of a long row only the first members. */
export const typeText = (type: Type): string => spelled(type, 3, '');

/** A type in Athena's spelling, as a result names it: whole, and times with their digits. */
export const resultTypeText = (type: Type): string => spelled(type, Number.POSITIVE_INFINITY, '(3)');

function spelled(type: Type, members: number, digits: string): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'array':
      return `array(${spelled(type.element, members, digits)})`;
    case 'map':
      return `map(${spelled(type.key, members, digits)}, ${spelled(type.value, members, digits)})`;
    case 'row': {
      const shown = type.fields
        .slice(0, members)
        .map((field) => (field.name === null ? '' : `${field.name} `) + spelled(field.type, members, digits));
      return `row(${shown.join(', ')}${type.fields.length > members ? ', ...' : ''})`;
    }
    default:
      return type.kind.replace(/^time(stamp)?/, `$&${digits}`);
  }
}

export function sameType(left: Type, right: Type): boolean {
  if (left.kind === 'decimal' && right.kind === 'decimal') return left.precision === right.precision && left.scale === right.scale;
  if (left.kind === 'array' && right.kind === 'array') return sameType(left.element, right.element);
  if (left.kind === 'map' && right.kind === 'map') return sameType(left.key, right.key) && sameType(left.value, right.value);
  if (left.kind !== 'row' || right.kind !== 'row') return left.kind === right.kind;
  return left.fields.length === right.fields.length && left.fields.every((field, index) => sameField(field, right.fields[index]));
}

const sameField = (left: RowField, right: RowField | undefined): boolean =>
  right !== undefined && left.name === right.name && sameType(left.type, right.type);

const integers: readonly Type['kind'][] = ['tinyint', 'smallint', 'integer', 'bigint'];
const widths: readonly Type['kind'][] = [...integers, 'decimal', 'real', 'double'];
const times: readonly Type['kind'][] = ['date', 'timestamp', 'timestamp with time zone'];

export const isInteger = (type: Type): boolean => integers.includes(type.kind);
export const isNumeric = (type: Type): boolean => widths.includes(type.kind);
export const isTime = (type: Type): boolean => times.includes(type.kind);

/** The narrowest type that both become without a CAST, or null where Athena asks for one. */
export function commonType(left: Type, right: Type): Type | null {
  if (left.kind === 'unknown') return right;
  if (right.kind === 'unknown') return left;
  const [a, b] = [asDecimal(left), asDecimal(right)];
  if ((left.kind === 'decimal' || right.kind === 'decimal') && a.kind === 'decimal' && b.kind === 'decimal') return commonDecimal(a, b);
  for (const order of [widths, times]) {
    const [a, b] = [order.indexOf(left.kind), order.indexOf(right.kind)];
    if (a >= 0 && b >= 0) return a === b ? sameZone(left, right) : a >= b ? left : right;
  }
  return commonParts(left, right);
}

/** Instants of two zones in one column are shown in UTC. */
function sameZone(left: Type, right: Type): Type {
  if (left.kind !== 'timestamp with time zone' || right.kind !== left.kind || left.zone === right.zone) return left;
  return simple('timestamp with time zone');
}

/** A type of whole numbers as the decimal that holds them all; any other type as it is. */
export function asDecimal(type: Type): Type {
  const digits = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };
  return type.kind in digits ? { kind: 'decimal', precision: digits[type.kind as keyof typeof digits], scale: 0 } : type;
}

function commonDecimal(left: Type & { kind: 'decimal' }, right: Type & { kind: 'decimal' }): Type {
  const scale = Math.max(left.scale, right.scale);
  const whole = Math.max(left.precision - left.scale, right.precision - right.scale);
  return { kind: 'decimal', precision: Math.min(38, whole + scale), scale };
}

function commonParts(left: Type, right: Type): Type | null {
  if (left.kind === 'array' && right.kind === 'array') {
    const element = commonType(left.element, right.element);
    return element && arrayOf(element);
  }
  if (left.kind === 'map' && right.kind === 'map') {
    const [key, value] = [commonType(left.key, right.key), commonType(left.value, right.value)];
    return key && value && { kind: 'map', key, value };
  }
  if (left.kind === 'row' && right.kind === 'row') return commonRow(left.fields, right.fields);
  return left.kind === right.kind ? left : null;
}

function commonRow(left: readonly RowField[], right: readonly RowField[]): Type | null {
  if (left.length !== right.length) return null;
  const fields: RowField[] = [];
  for (const [index, field] of left.entries()) {
    const other = right[index];
    const type = other && commonType(field.type, other.type);
    if (!type) return null;
    fields.push({ name: field.name === other.name ? field.name : null, type });
  }
  return { kind: 'row', fields };
}

/** Whether values of a type have an order. Maps and JSON have none. */
export function isOrderable(type: Type): boolean {
  if (type.kind === 'array') return isOrderable(type.element);
  if (type.kind === 'row') return type.fields.every((field) => isOrderable(field.type));
  return type.kind !== 'map' && type.kind !== 'json';
}

/** Whether a value of one type becomes the other without a CAST. */
export function coerces(from: Type, to: Type): boolean {
  const common = commonType(from, to);
  return common !== null && sameType(common, to);
}
