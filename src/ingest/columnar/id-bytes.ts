/** Bytes of an id of an event. */
export const ID_BYTES = 16;
