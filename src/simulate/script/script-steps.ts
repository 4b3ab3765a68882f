import { type CloudTrailEvent, callerKeyId } from '../../core/event.ts';
import { textAt } from '../../core/json.ts';
import { quotedWord } from '../../core/shell-word.ts';
import { cliCommand } from '../cloud/cli-command.ts';
import { renderWord, type ScriptWord } from './script-word.ts';

/** Longest pause between two calls: IAM needs some seconds to spread what was changed. */
const LONGEST_PAUSE = 15;

/**
 * Lines of bash that make the attacker's calls, in order, each by the user whose key it was. They use the functions of the script's frame.
 *
 * @param owners user name by access key id, for every key of the story.
 */
export function scriptSteps(events: readonly CloudTrailEvent[], owners: ReadonlyMap<string, string>): string[] {
  return events.flatMap((event, index) => {
    const next = events[index + 1];
    const gap = next === undefined ? 0 : (Date.parse(next.eventTime) - Date.parse(event.eventTime)) / 1000;
    return [stepOf(event, owners), ...(gap > 0 ? [`pause ${Math.min(LONGEST_PAUSE, gap)}`] : [])];
  });
}

function stepOf(event: CloudTrailEvent, owners: ReadonlyMap<string, string>): string {
  const caller = owners.get(callerKeyId(event) ?? '');
  if (caller === undefined) throw new Error(`nobody of the story owns the key of event ${event.eventID}`);
  const user = textAt(event, 'requestParameters.userName') ?? '';
  if (event.eventName === 'CreateUser') return line('make_user', caller, user);
  if (event.eventName === 'CreateAccessKey') return line('mint', caller, user);
  if (event.eventName === 'AttachUserPolicy') return line('attach', caller, user, textAt(event, 'requestParameters.policyArn') ?? '');
  const [service = '', command = ''] = cliCommand({ service: event.eventSource.replace('.amazonaws.com', ''), name: event.eventName }).split('.');
  const expected = event.errorCode === undefined ? 'done' : 'refused';
  return line('call', expected, caller, service === 's3' ? 's3api' : service, command, ...parameters(event, owners));
}

/** The texts among a call's parameters, as options of the AWS CLI. The key of a user is known only while the script runs. */
function parameters(event: CloudTrailEvent, owners: ReadonlyMap<string, string>): ScriptWord[] {
  return Object.entries(event.requestParameters ?? {}).flatMap(([name, value]): ScriptWord[] => {
    if (typeof value !== 'string' || name === 'Host') return [];
    const owner = name === 'accessKeyId' ? owners.get(value) : undefined;
    return [`--${name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`, owner === undefined ? value : { keyOf: owner }];
  });
}

const line = (command: string, ...words: readonly ScriptWord[]): string => [command, ...words.map(renderWord)].join(' ');

/** A line that an administrator makes with the caller's own credentials. */
export const asAdministrator = (command: 'make_user' | 'mint', user: string): string => `${command} '' ${quotedWord(user)}`;
