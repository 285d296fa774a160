/** Characters of a policy document as IAM's quotas count them: without white space. */
export function policySize(document: string): number {
  return document.replaceAll(/\s/g, '').length;
}
