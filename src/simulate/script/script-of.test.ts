import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { quotedWord } from '../../core/shell-word.ts';
import { scriptOf } from './script-of.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'keytrail-script-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** An AWS CLI that writes down who called what, and answers as the lab's account would. */
const FAKE_AWS = `#!/usr/bin/env bash
printf '%s\\t%s\\n' "\${AWS_ACCESS_KEY_ID:-administrator}" "$*" >>"$FAKE_LOG"
[[ -z "\${FAKE_FAIL:-}" || "$*" != $FAKE_FAIL ]] || exit 254
case "$1 $2" in
  'sts get-caller-identity') printf '%s\\n' "\${FAKE_ARN:-arn:aws:sts::111122223333:assumed-role/admin/me}" ;;
  'organizations describe-organization')
    [[ -n "\${FAKE_ORGANIZATION:-}" ]] || { echo 'An error occurred (AWSOrganizationsNotInUseException)' >&2; exit 254; }
    printf '%s\\n' "$FAKE_ORGANIZATION" ;;
  'iam get-user')
    [[ "$*" == *'tdir-workshop-sysdev'* ]] || exit 254
    printf '%s\\n' "\${FAKE_BOUNDARY:-arn:aws:iam::111122223333:policy/keytrail-lab-boundary}" ;;
  'iam create-access-key')
    call="$*"; user=\${call#*--user-name }; user=\${user%% *}
    printf 'AKIA-%s\\t%s\\n' "$user" '${SECRET}' ;;
  'iam list-user-tags') awk -F'Value=' '/create-user/ { print $2; exit }' "$FAKE_LOG" ;;
  'ec2 describe-instances' | 's3api list-buckets' | 'secretsmanager list-secrets' | 'cloudtrail describe-trails') exit 254 ;;
esac
`;
/** Pauses take no time; the watchdog's hour does. */
const FAKE_SLEEP = '#!/usr/bin/env bash\n[[ $1 -lt 3600 ]] || exec /bin/sleep "$1"\n';

let runs = 0;
function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const folder = join(root, String(runs++));
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ aws: FAKE_AWS, sleep: FAKE_SLEEP, 'attack.sh': scriptOf('iam-credential-exposure') })) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const result = spawnSync('bash', ['-x', join(folder, 'attack.sh'), ...args], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env['PATH']}`, FAKE_LOG: log, ...environment },
    timeout: 60_000,
  });
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
  const callsOf = (who: string): string[] => calls.filter(([caller]) => caller === who).map(([, call = '']) => call.split(' ').slice(0, 2).join(' '));
  return { ...result, callsOf, calls: calls.map(([, call = '']) => call) };
}

const GUARDS = /^(sts get-caller-identity|organizations describe-organization|cloudformation describe-stacks|iam get-)/;

describe('the script of iam-credential-exposure', () => {
  test('makes the calls of the scenario, each by the key that made it there', () => {
    const { status, stderr, callsOf } = run(['--account', '111122223333']);
    expect(stderr).not.toContain('expected:');
    expect(status).toBe(0);
    expect(callsOf('AKIA-tdir-workshop-sysdev')).toEqual([
      'sts get-caller-identity',
      'iam list-policies',
      'iam list-users',
      'iam list-roles',
      'ec2 describe-instances',
      's3api list-buckets',
      'secretsmanager list-secrets',
      'iam list-attached-user-policies',
      'cloudtrail describe-trails',
      'iam attach-user-policy',
      'iam create-user',
      'iam attach-user-policy',
      'iam create-access-key',
      'iam create-user',
      'iam attach-user-policy',
      'iam create-access-key',
      'iam list-users',
    ]);
    expect(callsOf('AKIA-tdir-workshop-nwolf-dev')).toEqual([
      'sts get-caller-identity',
      'iam list-users',
      'iam list-access-keys',
      'iam delete-access-key',
      'iam delete-user',
    ]);
    expect(callsOf('AKIA-tdir-workshop-mmajor-dev')).toEqual([]);
  });

  test('makes users only inside the boundary, under the exercise’s names, tagged with the run', () => {
    const made = run(['--account', '111122223333']).calls.filter((call) => call.startsWith('iam create-user'));
    expect(made).toHaveLength(3);
    for (const call of made) {
      expect(call).toMatch(
        /--user-name tdir-workshop-[a-z-]+ --permissions-boundary arn:aws:iam::111122223333:policy\/keytrail-lab-boundary --tags Key=keytrail-run,Value=keytrail-\d{8}T\d{6}Z-\d+$/,
      );
    }
  });

  test('never shows a secret, even when it is traced', () => {
    const { stdout, stderr } = run(['--account', '111122223333']);
    expect(stdout + stderr).not.toContain(SECRET);
  });

  test('takes away keys, policies and users when it ends', () => {
    const { calls } = run(['--account', '111122223333']);
    const end = calls.slice(-16);
    expect(end.filter((call) => call.startsWith('iam delete-access-key'))).toHaveLength(4);
    expect(end.filter((call) => call.startsWith('iam detach-user-policy'))).toHaveLength(3);
    expect(calls.filter((call) => /^iam delete-user --user-name tdir-workshop-(mmajor|nwolf)-dev/.test(call))).toHaveLength(2);
    expect(calls.some((call) => call.startsWith('iam delete-user') && call.includes('sysdev'))).toBe(false);
  });

  test('takes away what it made when a step fails', () => {
    const { status, calls } = run(['--account', '111122223333'], { FAKE_FAIL: 'iam create-user*nwolf*' });
    expect(status).not.toBe(0);
    expect(calls).toContain('iam delete-access-key --user-name tdir-workshop-sysdev --access-key-id AKIA-tdir-workshop-sysdev');
    expect(calls).toContain('iam delete-user --user-name tdir-workshop-mmajor-dev');
    expect(calls).toContain('iam delete-user --user-name tdir-workshop-rroe-dev');
  });

  test.each<[string, readonly string[], Record<string, string>, string]>([
    ['no account is given', [], {}, 'give the sandbox account'],
    ['the account is no account', ['--account', '1111; rm -rf /'], {}, 'give the sandbox account'],
    ['the caller is of another account', ['--account', '444455556666'], {}, 'of account 111122223333'],
    ['the caller is root', ['--account', '111122223333'], { FAKE_ARN: 'arn:aws:iam::111122223333:root' }, 'root'],
    ['it is a management account', ['--account', '111122223333'], { FAKE_ORGANIZATION: '111122223333' }, 'management account'],
    ['the stack is missing', ['--account', '111122223333'], { FAKE_FAIL: 'cloudformation*' }, 'keytrail deploy'],
    ['the boundary is missing', ['--account', '111122223333'], { FAKE_FAIL: 'iam get-policy*' }, 'permissions boundary'],
    ['the user carries another boundary', ['--account', '111122223333'], { FAKE_BOUNDARY: 'None' }, 'does not carry'],
  ])('changes nothing when %s', (_, args, environment, reason) => {
    const { status, stderr, calls } = run(args, environment);
    expect(status).toBe(1);
    expect(stderr).toContain(reason);
    expect(calls.filter((call) => !GUARDS.test(call))).toEqual([]);
  });

  test('holds every fixed argument in single quotes', () => {
    const steps = scriptOf('iam-credential-exposure')
      .split('\n')
      .filter((line) => /^(call|mint|attach|make_user) /.test(line));
    expect(steps.length).toBeGreaterThan(20);
    for (const step of steps) expect(step).toMatch(/^\w+( '[^']*'| "\$\{key_id\['[^']*'\]\}")+$/);
  });

  test.skipIf(spawnSync('shellcheck', ['--version']).error !== undefined)('pleases shellcheck', () => {
    const checked = spawnSync('shellcheck', ['-'], { input: scriptOf('iam-credential-exposure'), encoding: 'utf8' });
    expect(checked.stdout).toBe('');
  });
});

describe('scriptOf', () => {
  test('refuses a scenario that takes weeks, and one that does not exist', () => {
    expect(() => scriptOf('leaked-key-in-use')).toThrow(expect.objectContaining({ code: 'KT_USAGE' }));
    expect(() => scriptOf('nope')).toThrow(expect.objectContaining({ code: 'KT_SCENARIO_UNKNOWN' }));
  });
});

test('bash reads a quoted word as the text that it was', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\r]/.test(text)),
        { minLength: 1, maxLength: 20 },
      ),
      (texts) => {
        const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${texts.map(quotedWord).join(' ')}`], { encoding: 'utf8' });
        expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
      },
    ),
    { numRuns: 20 },
  );
});
