import { createHash } from 'node:crypto';
import type { AccountDocuments } from '../investigate/account/account-documents.ts';
import { parseAuthorizationDetails } from '../investigate/account/authorization-details.ts';
import { parseCredentialReport } from '../investigate/account/credential-report.ts';
import type { Surroundings } from '../investigate/surroundings.ts';
import { readText } from './read-document.ts';

/** Files with the account's own word. */
export interface AccountFiles {
  readonly authorizationDetails?: string;
  readonly credentialReport?: string;
}

/**
 * Reads what the account says of itself, and the hashes of these files for the case's evidence.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export async function readAccountDocuments(files: AccountFiles): Promise<{ account: AccountDocuments; inputs: Surroundings['inputs'] }> {
  const { authorizationDetails: details, credentialReport: report } = files;
  const [ofDetails, ofReport] = await Promise.all([read(details), read(report)]);
  return {
    account: {
      ...(ofReport === null ? {} : { report: parseCredentialReport(ofReport.text, ofReport.file) }),
      ...(ofDetails === null ? {} : { details: parseAuthorizationDetails(jsonOf(ofDetails.text), ofDetails.file) }),
    },
    inputs: [ofDetails, ofReport].flatMap((input) => (input === null ? [] : [{ file: input.file, sha256: input.sha256 }])),
  };
}

async function read(file: string | undefined): Promise<{ file: string; text: string; sha256: string } | null> {
  if (file === undefined) return null;
  const text = await readText(file);
  return { file, text, sha256: createHash('sha256').update(text).digest('hex') };
}

/** What is not JSON is no document of this kind either: the parser says so. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
