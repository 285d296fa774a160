/**
 * What conditions and variables of policies may ask of a request: values by key in lower case. `ambiguous` stands for a key that the request
 * has twice, as that of two tags whose names differ in case only: nobody can say which of them a policy means (R463).
 */
export type RequestContext = ReadonlyMap<string, readonly string[] | 'ambiguous'>;

/** Undefined for a key that the request does not have. */
export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export function createRequestContext(values: ContextValues): RequestContext {
  const context = new Map<string, readonly string[] | 'ambiguous'>();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    context.set(key, context.has(key) ? 'ambiguous' : typeof value === 'string' ? [value] : value);
  }
  return context;
}

/** Keys, in lower case, that a request has where they say something of it. One that ends in `/` stands for all keys that it begins. */
export const SUPPLIED_KEYS: readonly string[] = [
  'aws:currenttime',
  'aws:epochtime',
  'aws:multifactorauthpresent',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:tagkeys',
  'aws:useragent',
  'aws:userid',
  'aws:username',
  'aws:viaawsservice',
  'iam:passedtoservice',
  'iam:policyarn',
  'iam:permissionsboundary',
  'sts:externalid',
  'sts:rolesessionname',
  'aws:principaltag/',
  'aws:requesttag/',
  'aws:resourcetag/',
  'iam:resourcetag/',
];

/** Keys that no request has: there are no organizations, private networks or second factors of IAM users here. */
export const ABSENT_KEYS: readonly string[] = [
  'aws:calledvia',
  'aws:multifactorauthage',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
];

const KNOWN_PREFIXES = SUPPLIED_KEYS.filter((key) => key.endsWith('/'));
const KNOWN_KEYS: ReadonlySet<string> = new Set([...SUPPLIED_KEYS, ...ABSENT_KEYS].filter((key) => !key.endsWith('/')));

/** Whether the presence or absence of a key says something. Of any other it is not known what AWS would say (N61). `key` in lower case. */
export function isKnownKey(key: string): boolean {
  return KNOWN_KEYS.has(key) || KNOWN_PREFIXES.some((prefix) => key.startsWith(prefix) && key.length > prefix.length);
}
