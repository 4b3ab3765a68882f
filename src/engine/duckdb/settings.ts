import { quoteLiteral } from '../../athena-sql/literal.ts';

/** Settings without which answers differ from Athena's. */
export const athenaSettings: readonly string[] = [
  `SET GLOBAL TimeZone = 'UTC'`,
  `SET GLOBAL default_null_order = 'nulls_last'`,
  `SET GLOBAL integer_division = true`,
];

/** No extension is fetched or loaded behind the user's back. */
export const noExtensions: Readonly<Record<string, string>> = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
};

/**
 * Statements after which queries reach the named files and nothing else of the machine, and change no setting: the last layer behind the translator,
 * which lets only known tables and functions through. Their order matters: the lock comes last.
 */
export function confinement(files: readonly string[]): readonly string[] {
  return [
    `SET GLOBAL allowed_paths = [${files.map(quoteLiteral).join(', ')}]`,
    `SET GLOBAL temp_directory = ''`,
    'SET GLOBAL enable_external_access = false',
    'SET GLOBAL lock_configuration = true',
  ];
}
