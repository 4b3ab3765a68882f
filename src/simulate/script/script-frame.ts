import { quotedWord } from '../../core/shell-word.ts';

/** What the lab's stack is called, and with it the boundary that every user of the attack carries. */
export const LAB_STACK = 'keytrail-lab';

/**
 * The script around the steps: who may run it and where, how calls are made, and what is cleaned up when it ends, fails, is stopped, or has run
 * for 60 minutes. Secrets live in variables only.
 *
 * @param setUp lines that make what is there before the attack.
 */
export function scriptFrame(
  title: string,
  leakedUser: string,
  newUsers: readonly string[],
  setUp: readonly string[],
  steps: readonly string[],
): string {
  return `#!/usr/bin/env bash
# ${title.replaceAll(/[\r\n]/g, ' ')}
#
#   bash this-script.sh --account 111122223333
#
# Performs the attack in a sandbox account, with the AWS CLI, as in AWS CloudShell. It makes users named tdir-workshop-* inside the lab's
# permissions boundary, and deletes what it made when it ends. It needs the stack ${LAB_STACK} (keytrail deploy).
set +x
set -euo pipefail
ulimit -c 0
export AWS_PAGER=''

stack=${quotedWord(LAB_STACK)}
leaked_user=${quotedWord(leakedUser)}
new_users=(${newUsers.map(quotedWord).join(' ')})
run="keytrail-$(date -u +%Y%m%dT%H%M%SZ)-$$"

say() { printf '%s\\n' "$*" >&2; }
stop() {
  say "stopped: $*"
  exit 1
}

# --- may it run here? -------------------------------------------------------

[[ $# -eq 2 && $1 == '--account' && $2 =~ ^[0-9]{12}$ ]] || stop 'give the sandbox account: --account 111122223333'
account=$2

arn=$(aws sts get-caller-identity --query Arn --output text) || stop 'AWS does not answer. Are there credentials?'
caller_account=$(cut -d: -f5 <<<"$arn")
partition=$(cut -d: -f2 <<<"$arn")
[[ $caller_account == "$account" ]] || stop "the credentials are of account $caller_account, not of $account"
[[ $arn != *:root ]] || stop 'the caller is root. Use a role or a user of the sandbox account'

if organization=$(aws organizations describe-organization --query Organization.MasterAccountId --output text 2>&1); then
  [[ $organization != "$account" ]] || stop 'this is the management account of an organization'
elif [[ $organization != *AWSOrganizationsNotInUseException* ]]; then
  stop 'it cannot be seen whether this is the management account of an organization (organizations:DescribeOrganization)'
fi

boundary="arn:$partition:iam::$account:policy/$stack-boundary"
aws cloudformation describe-stacks --stack-name "$stack" >/dev/null || stop "the stack $stack is not here. Make it with keytrail deploy"
aws iam get-policy --policy-arn "$boundary" >/dev/null || stop "the permissions boundary $boundary is not here"
carried=$(aws iam get-user --user-name "$leaked_user" --query User.PermissionsBoundary.PermissionsBoundaryArn --output text) ||
  stop "the lab's user $leaked_user is not here"
[[ $carried == "$boundary" ]] || stop "$leaked_user does not carry the boundary $boundary"
for user in "\${new_users[@]}"; do
  if aws iam get-user --user-name "$user" >/dev/null 2>&1; then stop "$user exists already. Is another run under way?"; fi
done

# --- what is cleaned up -----------------------------------------------------

declare -A key_id=() secret=()
made=() minted=() attached=()
watchdog=''

# Taking away what is gone already is fine.
away() { "$@" >/dev/null 2>&1 || true; }

clean_up() {
  local status=$? user entry tag
  trap - EXIT
  trap '' INT TERM
  say 'cleaning up'
  if [[ -n $watchdog ]]; then kill "$watchdog" 2>/dev/null || true; fi
  for entry in "\${minted[@]}"; do away aws iam delete-access-key --user-name "\${entry%% *}" --access-key-id "\${entry#* }"; done
  for entry in "\${attached[@]}"; do away aws iam detach-user-policy --user-name "\${entry%% *}" --policy-arn "\${entry#* }"; done
  for user in "\${made[@]}"; do
    tag=$(aws iam list-user-tags --user-name "$user" --query "Tags[?Key=='keytrail-run'].Value" --output text 2>/dev/null) || continue
    [[ $tag == "$run" ]] || continue
    away aws iam delete-user --user-name "$user"
    if aws iam get-user --user-name "$user" >/dev/null 2>&1; then
      say "still there: user $user. Delete it by hand"
      status=1
    fi
  done
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(
  nap=''
  trap 'kill "$nap"; exit' TERM
  sleep 3600 &
  nap=$!
  wait "$nap"
  kill -TERM "$$"
) >/dev/null 2>&1 &
watchdog=$!

# --- how calls are made -----------------------------------------------------

# with_key USER COMMAND...: by the key that the user got in this run; USER '' is the caller of the script.
with_key() {
  local user=$1
  shift
  if [[ -z $user ]]; then
    "$@"
    return
  fi
  (
    unset AWS_PROFILE AWS_SESSION_TOKEN AWS_CONTAINER_CREDENTIALS_FULL_URI
    export AWS_ACCESS_KEY_ID="\${key_id[$user]}" AWS_SECRET_ACCESS_KEY="\${secret[$user]}"
    "$@"
  )
}

# call done|refused USER COMMAND...: goes on either way and says when it went another way than expected.
call() {
  local expected=$1 user=$2 outcome='done'
  shift 2
  with_key "$user" aws "$@" >/dev/null 2>&1 || outcome='refused'
  say "$user: $1 $2: $outcome"
  [[ $outcome == "$expected" ]] || say "  (expected: $expected)"
}

make_user() {
  [[ $2 == tdir-workshop-* ]] || stop "$2 is no user of the exercise"
  made+=("$2")
  with_key "$1" aws iam create-user --user-name "$2" --permissions-boundary "$boundary" --tags "Key=keytrail-run,Value=$run" >/dev/null
  say "\${1:-administrator}: iam create-user $2"
}

attach() {
  attached+=("$2 $3")
  with_key "$1" aws iam attach-user-policy --user-name "$2" --policy-arn "$3" >/dev/null
  say "\${1:-administrator}: iam attach-user-policy $2"
}

mint() {
  local pair
  pair=$(with_key "$1" aws iam create-access-key --user-name "$2" --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text)
  key_id[$2]=\${pair%%[[:space:]]*}
  secret[$2]=\${pair##*[[:space:]]}
  pair=''
  minted+=("$2 \${key_id[$2]}")
  say "\${1:-administrator}: iam create-access-key $2: \${key_id[$2]}"
}

pause() { sleep "$1"; }

# --- before the attack ------------------------------------------------------

${setUp.join('\n')}
pause 15

# --- the attack -------------------------------------------------------------

${steps.join('\n')}
say "done. In about ten minutes the logs of run $run are in the trail's bucket"
`;
}
