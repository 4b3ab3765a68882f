/** User agents as real tools write them. Versions are parameters: an owner's tools do not change by the hour. */
type Platform = 'linux' | 'macos' | 'windows';

/** AWS CLI 2 from version 2.20 on. `command` is `iam.create-user`. */
export const awsCli = (version: string, platform: Platform, command: string): string => {
  const os = { linux: 'linux#6.8.0-51-generic md/arch#x86_64', macos: 'macos#24.5.0 md/arch#arm64', windows: 'windows#11 md/arch#amd64' }[platform];
  return `aws-cli/${version} md/awscrt#0.23.8 ua/2.1 os/${os} lang/python#3.12.6 md/pyimpl#CPython m/Z,b,E cfg/retry-mode#standard md/installer#exe md/prompt#off md/command#${command}`;
};

/** AWS CLI 2 before that. */
export const classicCli = (version: string, platform: Platform, command: string): string => {
  const os = { linux: 'Linux/6.6.9-amd64 exe/x86_64.debian.12', macos: 'Darwin/23.2.0 source/arm64', windows: 'Windows/10 exe/AMD64' }[platform];
  return `aws-cli/${version} Python/3.11.6 ${os} prompt/off command/${command}`;
};

export const boto3 = (version: string, python: string): string =>
  `Boto3/${version} md/Botocore#${version} ua/2.1 os/linux#6.8.0-51-generic md/arch#x86_64 lang/python#${python} md/pyimpl#CPython m/Z,b cfg/retry-mode#legacy Botocore/${version}`;

export const goSdk = (version: string, service: string): string =>
  `aws-sdk-go-v2/${version} ua/2.1 os/linux lang/go#1.23.4 md/GOOS#linux md/GOARCH#amd64 api/${service}#1.60.0 m/E,g`;

export const terraform = (version: string, service: string): string =>
  `APN/1.0 HashiCorp/1.0 Terraform/${version} (+https://www.terraform.io) terraform-provider-aws/5.82.2 (+https://registry.terraform.io/providers/hashicorp/aws) ${goSdk('1.32.7', service)}`;

export const jsSdk = (version: string, service: string): string =>
  `aws-sdk-js/${version} ua/2.1 os/linux#5.10 lang/js md/nodejs#20.18.1 api/${service}#${version} m/E,b`;

export const browsers = {
  firefox: 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
  chrome: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  safari: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15',
} as const;

export const ssmAgent = 'aws-sdk-go/1.55.5 (go1.22.9; linux; amd64) amazon-ssm-agent/3.3.1345.0';
