/** Where a construct begins in the statement, both counted from 1 as Athena does. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Node {
  readonly at: Position;
}

/** A name as written. Athena compares names without regard to letter case, quoted ones too. */
export interface Identifier extends Node {
  readonly text: string;
}

/** A type as written: `varchar(10)`, `array(row(a bigint))`. */
export type TypeName = Node &
  (
    | { readonly kind: 'simple'; readonly name: string; readonly parameters: readonly number[] }
    | { readonly kind: 'array'; readonly element: TypeName }
    | { readonly kind: 'map'; readonly key: TypeName; readonly value: TypeName }
    | { readonly kind: 'row'; readonly fields: readonly { readonly name: string | null; readonly type: TypeName }[] }
  );

export interface SortItem extends Node {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface Window extends Node {
  readonly base: Identifier | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame: Frame | null;
}

export interface Frame extends Node {
  readonly unit: 'ROWS' | 'RANGE' | 'GROUPS';
  readonly start: FrameBound;
  readonly end: FrameBound | null;
}

export type FrameBound =
  | { readonly kind: 'UNBOUNDED PRECEDING' | 'UNBOUNDED FOLLOWING' | 'CURRENT ROW' }
  | { readonly kind: 'PRECEDING' | 'FOLLOWING'; readonly offset: Expression };

export type IntervalField = 'YEAR' | 'MONTH' | 'DAY' | 'HOUR' | 'MINUTE' | 'SECOND';

/** A function applied to arguments; syntax of its own (`EXTRACT`, `TRIM`, `CURRENT_DATE`) becomes one too. */
export interface Call extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** `count(*)`. */
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly filter: Expression | null;
  readonly over: Window | Identifier | null;
  readonly nulls: 'ignore' | 'respect' | null;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Expression =
  | Call
  | (Node &
      (
        | { readonly kind: 'null' }
        | { readonly kind: 'boolean'; readonly value: boolean }
        | { readonly kind: 'string'; readonly value: string }
        | { readonly kind: 'number'; readonly form: 'integer' | 'decimal' | 'double'; readonly text: string }
        | { readonly kind: 'binary'; readonly hex: string }
        | {
            readonly kind: 'interval';
            readonly negative: boolean;
            readonly value: string;
            readonly from: IntervalField;
            readonly to: IntervalField | null;
          }
        | { readonly kind: 'typed-literal'; readonly type: string; readonly value: string }
        | { readonly kind: 'parameter'; readonly index: number }
        | { readonly kind: 'name'; readonly path: readonly Identifier[] }
        | { readonly kind: 'field'; readonly base: Expression; readonly field: Identifier }
        | { readonly kind: 'subscript'; readonly base: Expression; readonly index: Expression }
        | { readonly kind: 'not'; readonly operand: Expression }
        | { readonly kind: 'logical'; readonly operator: 'AND' | 'OR'; readonly operands: readonly Expression[] }
        | { readonly kind: 'comparison'; readonly operator: ComparisonOperator; readonly left: Expression; readonly right: Expression }
        | { readonly kind: 'distinct-from'; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
        | { readonly kind: 'is-null'; readonly negated: boolean; readonly operand: Expression }
        | { readonly kind: 'between'; readonly negated: boolean; readonly operand: Expression; readonly low: Expression; readonly high: Expression }
        | { readonly kind: 'in-list'; readonly negated: boolean; readonly operand: Expression; readonly list: readonly Expression[] }
        | { readonly kind: 'in-query'; readonly negated: boolean; readonly operand: Expression; readonly query: Query }
        | {
            readonly kind: 'like';
            readonly negated: boolean;
            readonly operand: Expression;
            readonly pattern: Expression;
            readonly escape: Expression | null;
          }
        | {
            readonly kind: 'quantified';
            readonly operator: ComparisonOperator;
            readonly quantifier: 'ALL' | 'ANY';
            readonly operand: Expression;
            readonly query: Query;
          }
        | { readonly kind: 'exists'; readonly query: Query }
        | { readonly kind: 'subquery'; readonly query: Query }
        | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Expression; readonly right: Expression }
        | { readonly kind: 'negate'; readonly operand: Expression }
        | { readonly kind: 'concatenation'; readonly left: Expression; readonly right: Expression }
        | { readonly kind: 'at-time-zone'; readonly operand: Expression; readonly zone: string }
        | { readonly kind: 'cast'; readonly safe: boolean; readonly operand: Expression; readonly type: TypeName }
        | {
            readonly kind: 'case';
            readonly operand: Expression | null;
            readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
            readonly otherwise: Expression | null;
          }
        | { readonly kind: 'row'; readonly items: readonly Expression[] }
        | { readonly kind: 'array'; readonly items: readonly Expression[] }
        | { readonly kind: 'lambda'; readonly parameters: readonly Identifier[]; readonly body: Expression }
      ));

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

export type SelectItem = Node &
  (
    | { readonly kind: 'all'; readonly of: Expression | null }
    | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: Identifier | null }
  );

export type GroupingElement = Node & {
  readonly kind: 'plain' | 'rollup' | 'cube' | 'sets';
  readonly sets: readonly (readonly Expression[])[];
};

export interface Select extends Node {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where: Expression | null;
  readonly groupBy: readonly GroupingElement[];
  readonly having: Expression | null;
  readonly windows: readonly { readonly name: Identifier; readonly window: Window }[];
}

export interface TableReference extends Node {
  readonly kind: 'table';
  readonly path: readonly Identifier[];
}

export type JoinCondition =
  | { readonly kind: 'on'; readonly condition: Expression }
  | { readonly kind: 'using'; readonly columns: readonly Identifier[] }
  | null;

export type Relation =
  | TableReference
  | (Node &
      (
        | { readonly kind: 'query'; readonly query: Query }
        | { readonly kind: 'lateral'; readonly query: Query }
        | { readonly kind: 'unnest'; readonly arguments: readonly Expression[]; readonly ordinality: boolean }
        | { readonly kind: 'alias'; readonly relation: Relation; readonly alias: Identifier; readonly columns: readonly Identifier[] | null }
        | {
            readonly kind: 'join';
            readonly type: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';
            readonly left: Relation;
            readonly right: Relation;
            readonly condition: JoinCondition;
          }
      ));

export type RelationOf<K extends Relation['kind']> = Extract<Relation, { readonly kind: K }>;

export type QueryBody =
  | Select
  | TableReference
  | (Node &
      (
        | {
            readonly kind: 'set';
            readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
            readonly all: boolean;
            readonly left: QueryBody;
            readonly right: QueryBody;
          }
        | { readonly kind: 'values'; readonly rows: readonly Expression[] }
        | { readonly kind: 'nested'; readonly query: Query }
      ));

export interface NamedQuery extends Node {
  readonly name: Identifier;
  readonly columns: readonly Identifier[] | null;
  readonly query: Query;
}

export interface Query extends Node {
  readonly with: readonly NamedQuery[];
  /** Whether a query of WITH may name itself. */
  readonly recursive: boolean;
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset: RowCount | null;
  readonly limit: RowCount | null;
}

/** How many rows LIMIT or OFFSET names: a number as written, or a parameter. */
export type RowCount = ExpressionOf<'number'> | ExpressionOf<'parameter'>;

export type Statement =
  | (Node & { readonly kind: 'query'; readonly query: Query })
  | (Node & { readonly kind: 'show-tables'; readonly database: Identifier | null; readonly pattern: string | null })
  | (Node & { readonly kind: 'show-databases'; readonly pattern: string | null })
  | (Node & { readonly kind: 'show-columns'; readonly table: TableReference })
  | (Node & { readonly kind: 'describe'; readonly table: TableReference })
  | (Node & { readonly kind: 'show-partitions'; readonly table: TableReference })
  | (Node & { readonly kind: 'show-create-table'; readonly table: TableReference })
  | (Node & { readonly kind: 'show-functions'; readonly pattern: string | null })
  | (Node & { readonly kind: 'show-views'; readonly database: Identifier | null; readonly pattern: string | null })
  | (Node & { readonly kind: 'explain'; readonly query: Query })
  | (Node & { readonly kind: 'create-view'; readonly view: TableReference; readonly replace: boolean; readonly text: string; readonly query: Query })
  | (Node & { readonly kind: 'drop-view'; readonly view: TableReference; readonly ifExists: boolean })
  | (Node & { readonly kind: 'prepare'; readonly name: Identifier; readonly text: string })
  | (Node & { readonly kind: 'execute'; readonly name: Identifier; readonly values: readonly Expression[] })
  | (Node & { readonly kind: 'execute-immediate'; readonly text: string; readonly values: readonly Expression[] })
  | (Node & { readonly kind: 'deallocate'; readonly name: Identifier });
