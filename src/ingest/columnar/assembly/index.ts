/** What the program outside sees. Addresses are bytes in the module's memory, which may move to a larger buffer with every call. */
export { inputAt, reserveInput, reserveScratch } from './buffers';
export { addColumn, addGroup, bytesHeld, markLengths, putText, repeatValue } from './columns';
export { readDocument } from './document';
export { encodeColumn, encodedAt, levelGroups } from './encode';
export { otherIds, writeIds } from './ids';
export { addMember, addShape } from './members';
export { expect, otherAccounts } from './record';
export { emptyRowGroup, keepRows, rawBlocks, rawLengths, rawStarts, rowCount } from './rows';
export { addSecretName } from './secrets';
