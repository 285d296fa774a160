const MASK = '•••';
const EMAIL = /^(.)[^@]*@(.)/su;
const PHONE_NUMBER = /^\+\d*(\d{2})$/;

/** Enough of a user name to recognize a user that one has at hand, and not enough to write to them. */
export function maskUsername(username: string): string {
  const [, local, domain] = EMAIL.exec(username) ?? [];
  if (local !== undefined) return `${local}${MASK}@${domain}${MASK}`;
  const [, end] = PHONE_NUMBER.exec(username) ?? [];
  if (end !== undefined) return `+${MASK}${end}`;
  const [first = ''] = username;
  return first === '' ? '' : `${first}${MASK}`;
}
