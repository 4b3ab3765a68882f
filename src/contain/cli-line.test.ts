import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cliLine } from './cli-line.ts';

/** What a shell makes of a line's words: `aws` stands for a program that prints its arguments. */
const wordsOf = (line: string): string[] =>
  execFileSync('sh', ['-c', `aws() { printf '%s\\0' "$@"; }; ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** Any text that an argument can hold; NUL cannot be one. */
const text = fc.string({ unit: 'binary' }).filter((candidate) => !candidate.includes('\0'));
const nasty = fc.oneof(text, fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', ' ', '!', '*', '~', '#', ';', '(', '-') }));

describe('cliLine', () => {
  // As `aws iam help` spells them.
  test.each([
    ['UpdateAccessKey', 'update-access-key'],
    ['UpdateSSHPublicKey', 'update-ssh-public-key'],
    ['ListMFADevices', 'list-mfa-devices'],
    ['PutUserPermissionsBoundary', 'put-user-permissions-boundary'],
    ['GetAccessKeyLastUsed', 'get-access-key-last-used'],
  ])('spells %s as %s', (operation, command) => {
    expect(cliLine('iam', operation, {})).toBe(`aws iam ${command}`);
  });

  test('passes every value whole, as one word after its flag', () => {
    fc.assert(
      fc.property(
        nasty.filter((value) => !/^fileb?:/.test(value)),
        (value) => {
          expect(wordsOf(cliLine('iam', 'GetUser', { UserName: value, Tags: [value] }))).toEqual([
            'iam',
            'get-user',
            `--user-name=${value}`,
            `--tags=${JSON.stringify([value])}`,
          ]);
        },
      ),
    );
  });

  test('never lets the CLI read a file', () => {
    expect(() => cliLine('iam', 'GetUser', { UserName: 'file:///etc/passwd' })).toThrow('would read the file');
  });
});
