import { type CloudTrailEvent, plainEventName, succeeded } from '../core/event.ts';
import { type JsonValue, textAt, valueAt } from '../core/json.ts';

/** A call that reaches people or machines whom its record does not name. */
interface Unnamed {
  readonly source: string;
  readonly name: string;
  /** The sentence on such a call; null where it names whom it reaches. */
  readonly tell: (event: CloudTrailEvent) => string | null;
}

const calls: readonly Unnamed[] = [
  {
    source: 'sso.amazonaws.com',
    name: 'CreateAccountAssignment',
    tell: (event) => {
      if (textAt(event, 'requestParameters.principalType') !== 'GROUP') return null;
      const [group, account] = [textAt(event, 'requestParameters.principalId'), textAt(event, 'requestParameters.targetId')];
      return `the group ${group} was given a permission set in account ${account}: who is in it, and what sessions they took by that, is not followed`;
    },
  },
  {
    source: 'ssm.amazonaws.com',
    name: 'SendCommand',
    tell: (event) =>
      isByTag(valueAt(event, 'requestParameters.targets'))
        ? 'a command was sent to instances by their tags: which they are is not in the record'
        : null,
  },
];

const isByTag = (targets: JsonValue | undefined): boolean =>
  Array.isArray(targets) && targets.some((target) => textAt(target, 'key') !== null && textAt(target, 'key')?.toLowerCase() !== 'instanceids');

/** What these calls reached that cannot be followed, a sentence each. */
export function unnamedTargets(events: readonly CloudTrailEvent[]): string[] {
  return events.filter(succeeded).flatMap((event) => {
    const call = calls.find(({ source, name }) => source === event.eventSource && name === plainEventName(event.eventName));
    const told = call?.tell(event) ?? null;
    return told === null ? [] : [`At ${event.eventTime} ${told} (event ${event.eventID}).`];
  });
}
