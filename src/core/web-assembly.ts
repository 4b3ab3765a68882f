/** Memory of WebAssembly that several threads share; its buffer is another one after it has grown. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  /** @param pages of 64 KB */
  grow(pages: number): number;
}

/** The part of the standard `WebAssembly` that is needed here: the types of Node leave it out. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number; readonly shared: true }) => SharedMemory;
}

export const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };
