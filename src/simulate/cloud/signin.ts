import type { Call } from './call.ts';

/** A sign-in to the console. `mfaSerial` is the ARN of the device that was shown, null for none. */
export const consoleLogin = (mfaSerial: string | null, outcome: 'Success' | 'Failure' = 'Success'): Call => ({
  service: 'signin',
  name: 'ConsoleLogin',
  readOnly: false,
  request: null,
  response: { ConsoleLogin: outcome },
  additional: {
    LoginTo: 'https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true&state=hashArgsFromTB_us-east-1_example',
    MobileVersion: 'No',
    ...(mfaSerial === null ? {} : { MFAIdentifier: mfaSerial }),
    MFAUsed: mfaSerial === null ? 'No' : 'Yes',
  },
  eventType: 'AwsConsoleSignIn',
});

/** The question for the second factor, just before the sign-in. */
export const checkMfa: Call = {
  service: 'signin',
  name: 'CheckMfa',
  readOnly: false,
  request: null,
  response: { CheckMfa: 'Success' },
  additional: { MfaType: 'Virtual MFA' },
  eventType: 'AwsConsoleSignIn',
};
