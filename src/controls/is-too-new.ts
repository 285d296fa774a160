/** Whether a role is not known yet, as new ones are not for some seconds on AWS (R576). Both times are those of the stored-time clock. */
export function isTooNew({ createdAt }: { readonly createdAt: number }, nowMs: number, unknownMs: number): boolean {
  return unknownMs > 0 && nowMs - createdAt < unknownMs;
}
