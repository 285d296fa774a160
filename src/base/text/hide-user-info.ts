/**
 * The text of a URL that cannot be used, for display: without its user and password. What precedes the last `@`, in a list of URLs too, may
 * be a password; where the parts of such a text begin is not known.
 */
export function hideUserInfo(text: string): string {
  return text.replace(/^(\s*[a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@');
}
