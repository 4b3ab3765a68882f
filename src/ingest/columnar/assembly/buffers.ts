/** Room behind every text, so that reading or copying it sixteen bytes at a time stays inside. */
export const SLACK: usize = 64;

let input: usize = 0;
let inputCapacity: usize = 0;
let scratch: usize = 0;
let scratchCapacity: usize = 0;
let output: usize = 0;
let outputCapacity: usize = 0;

/** Room for a text to be read; what stood there is lost. Its end is marked by zeros, which stop every scan. */
export function reserveInput(length: usize): usize {
  if (length + SLACK > inputCapacity) {
    if (input !== 0) heap.free(input);
    inputCapacity = length + SLACK + length / 8;
    input = heap.alloc(inputCapacity);
  }
  return input;
}

export function inputAt(): usize {
  return input;
}

/** Where the text in the input ends. */
export let inputEnd: usize = 0;

export function endInput(length: usize): usize {
  inputEnd = input + length;
  memory.fill(inputEnd, 0, SLACK);
  return inputEnd;
}

/** Room for a text that is made from another; what stood there is lost. */
export function reserveScratch(length: usize): usize {
  if (length + SLACK > scratchCapacity) {
    if (scratch !== 0) heap.free(scratch);
    scratchCapacity = length * 2 + 4096;
    scratch = heap.alloc(scratchCapacity);
  }
  return scratch;
}

/** Room for what is handed out; what stood there is lost. */
export function reserveOutput(length: usize): usize {
  if (length + SLACK > outputCapacity) {
    if (output !== 0) heap.free(output);
    outputCapacity = length + SLACK + length / 2;
    output = heap.alloc(outputCapacity);
  }
  return output;
}

/** A larger block with the same content. */
export function enlarged(block: usize, length: usize, capacity: usize): usize {
  const larger = heap.alloc(capacity);
  memory.copy(larger, block, length);
  heap.free(block);
  return larger;
}
