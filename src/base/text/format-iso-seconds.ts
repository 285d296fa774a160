/** `2026-11-22T10:04:00Z`, as AWS writes times in XML and in policies. `ms` counts from 1970; what is less than a second is cut off. */
export function formatIsoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
