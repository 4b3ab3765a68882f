const DENIED = /AccessDenied|Unauthorized|AuthFailure|NotAuthorized|Forbidden|AuthorizationError/i;

/** Whether an error code says that permissions refused the call; the spellings are those of `wasDenied` in core, which takes a whole event. */
export const isDenial = (errorCode: string | null): boolean => errorCode !== null && DENIED.test(errorCode);
