/** What a file holds, told by who wrote it: nobody has to read it for that. */
export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}
