import type { JsonObject, JsonValue } from '../core/json.ts';
import { shellWord } from '../core/shell-word.ts';

/** Spells an SDK name the AWS CLI's way: `UpdateSSHPublicKey` is `update-ssh-public-key`. */
export const kebabCase = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/**
 * The line of the AWS CLI that makes a call, quoted for a POSIX shell.
 *
 * @param service the SDK's name, `iam`
 * @param operation the SDK's name, `UpdateAccessKey`
 * @param input the SDK's input; what is no text is written as JSON
 * @param region given to `--region` where the call must go to one region
 * @throws Error for a value that the CLI would take for the name of a file.
 */
export function cliLine(service: string, operation: string, input: JsonObject, region?: string): string {
  const flags = Object.entries(input).map(([member, value]) => flag(kebabCase(member), value));
  if (region !== undefined) flags.push(flag('region', region));
  return ['aws', service, kebabCase(operation), ...flags].map(shellWord).join(' ');
}

/** The equals sign keeps a value that begins with a dash from being read as a flag; IAM allows such names. */
function flag(name: string, value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^fileb?:\/\//.test(text)) throw new Error(`The AWS CLI would read the file that --${name} names: ${text}`);
  return `--${name}=${text}`;
}
