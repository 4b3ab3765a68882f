import { isIP } from 'node:net';

/** Whether a `sourceIPAddress` is an address at all: services write their name or `AWS Internal` there. */
export const isAddress = (sourceIPAddress: string): boolean => isIP(sourceIPAddress) !== 0;
