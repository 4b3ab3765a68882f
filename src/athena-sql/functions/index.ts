import { aggregateFunctions } from './aggregate.ts';
import { arrayFunctions } from './array.ts';
import { conditionalFunctions } from './conditional.ts';
import { formatFunctions } from './format.ts';
import type { SqlFunction } from './function.ts';
import { ipAddressFunctions } from './ip-address.ts';
import { jsonFunctions } from './json.ts';
import { jsonStandardFunctions } from './json-standard.ts';
import { mapFunctions } from './map.ts';
import { mathFunctions } from './math.ts';
import { regexpFunctions } from './regexp.ts';
import { stringFunctions } from './string.ts';
import { timeFunctions } from './time.ts';
import { urlFunctions } from './url.ts';
import { windowFunctions } from './window.ts';

/** Every function that a statement may call. What is not here never reaches the engine. */
export const functions: readonly SqlFunction[] = [
  ...aggregateFunctions,
  ...arrayFunctions,
  ...conditionalFunctions,
  ...formatFunctions,
  ...ipAddressFunctions,
  ...jsonFunctions,
  ...jsonStandardFunctions,
  ...mapFunctions,
  ...mathFunctions,
  ...regexpFunctions,
  ...stringFunctions,
  ...timeFunctions,
  ...urlFunctions,
  ...windowFunctions,
];

const byName = new Map<string, SqlFunction[]>();
for (const entry of functions) byName.set(entry.signature.name, [...(byName.get(entry.signature.name) ?? []), entry]);

/** The functions of that name, one for each signature; none when the name is not allowed. */
export const functionsNamed = (name: string): readonly SqlFunction[] => byName.get(name) ?? [];

export const functionNames: readonly string[] = [...byName.keys()];

/** Whether a name is that of an aggregate. */
export const isAggregate = (name: string): boolean => functionsNamed(name).some((entry) => entry.kind === 'aggregate');
