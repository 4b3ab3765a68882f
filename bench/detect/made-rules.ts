import fc from 'fast-check';

/** An event of the lake. */
export interface NamedEvent {
  readonly name: string;
  readonly source: string;
}

/**
 * Rules as others write them: each names one to three events of a service and asks of them what few calls fulfil, by wildcards, regular expressions, networks, filters and now and then a
 * keyword. One in a hundred asks for nothing but the name of an event.
 *
 * @param events the most frequent first: a name is taken the more often the nearer it is to the front
 * @returns as JSON, which is YAML; the same for the same seed
 */
export function madeRules(events: readonly NamedEvent[], count: number, seed: number): readonly string[] {
  const rare = events.slice(-Math.ceil(events.length / 10));
  const place = fc.tuple(fc.nat(events.length - 1), fc.nat(events.length - 1)).map(([a, b]) => Math.min(a, b));
  const rule = fc.oneof(
    { weight: 99, arbitrary: fc.tuple(place, fc.nat(2), asked) },
    {
      weight: 1,
      arbitrary: fc
        .nat(rare.length - 1)
        .map((at): readonly [number, number, Asked] => [events.length - rare.length + at, 0, { condition: 'selection' }]),
    },
  );
  return fc.sample(rule, { numRuns: count, seed }).map(([at, more, { selection, ...rest }], number) => {
    const first = events[at] ?? { name: 'None', source: 'none.amazonaws.com' };
    const names = events.filter(({ source }) => source === first.source).slice(0, more);
    return JSON.stringify({
      title: `Made rule ${number}`,
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      level: 'low',
      logsource: { product: 'aws', service: 'cloudtrail' },
      detection: {
        selection: { eventSource: first.source, eventName: [...new Set([first.name, ...names.map(({ name }) => name)])], ...selection },
        ...rest,
      },
    });
  });
}

interface Asked {
  readonly selection?: Readonly<Record<string, unknown>>;
  readonly condition: string;
  readonly [more: string]: unknown;
}

const number = fc.nat(99_999);
const selecting = (selection: Readonly<Record<string, unknown>>): Asked => ({ selection, condition: 'selection' });

/** What a rule asks beside names of events. */
const asked: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 20, arbitrary: number.map((n) => selecting({ 'requestParameters.name|contains': `none-such-${n}` })) },
  { weight: 20, arbitrary: number.map((n) => selecting({ 'userAgent|contains': [`tool-${n}`, `other-tool-${n}`] })) },
  { weight: 15, arbitrary: number.map((n) => selecting({ 'userIdentity.arn|endswith': `:user/nobody-${n}`, errorCode: 'AccessDenied' })) },
  { weight: 15, arbitrary: number.map((n) => selecting({ 'sourceIPAddress|cidr': `10.${n % 256}.${n >> 9}.0/24`, 'userIdentity.type': 'IAMUser' })) },
  { weight: 10, arbitrary: number.map((n) => selecting({ userAgent: `tool-*/${n}.?`, errorCode: null })) },
  { weight: 8, arbitrary: number.map((n) => selecting({ 'requestParameters.policyDocument|re': `"Action":\\s*"none${n}:\\*"`, errorCode: null })) },
  { weight: 4, arbitrary: number.map((n) => selecting({ 'userAgent|re': `^tool-${n}/[0-9]+\\.[0-9]+$` })) },
  {
    weight: 7,
    arbitrary: number.map((n) => ({
      selection: { 'userIdentity.arn|contains': `assumed-role/none-${n}/` },
      usual: { 'userAgent|startswith': ['aws-sdk-go', 'console.amazonaws.com'] },
      inside: { 'sourceIPAddress|cidr': '192.0.2.0/24' },
      condition: 'selection and not (usual or inside)',
    })),
  },
  { weight: 1, arbitrary: number.map((n) => ({ words: [`keyword-${n}`], condition: 'selection and words' })) },
);
