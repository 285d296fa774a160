/** Names of roles and policies are ASCII and unique ignoring case (N43). */
export function iamNameKey(name: string): string {
  return name.toLowerCase();
}
