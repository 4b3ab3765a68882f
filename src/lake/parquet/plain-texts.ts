/** The texts that Parquet has written plainly: four bytes of length, then the text. */
export function* plainTexts(bytes: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + view.getUint32(at, true);
    yield bytes.subarray(at + 4, end);
    at = end;
  }
}
