/** What conditions and variables of policies may ask of a request: values by key in lower case. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** Undefined for a key that the request does not have. */
export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export function createRequestContext(values: ContextValues): RequestContext {
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return context;
}

/** Keys whose presence or absence says something. Of any other key it is not known what AWS would say (N61). */
const KNOWN_KEYS: ReadonlySet<string> = new Set([
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
  // Always absent: there are no organizations, private networks or second factors of IAM users here.
  'aws:calledvia',
  'aws:multifactorauthage',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
]);
const KNOWN_PREFIXES = ['aws:principaltag/', 'aws:requesttag/', 'aws:resourcetag/', 'iam:resourcetag/'];

/** `key` in lower case. */
export function isKnownKey(key: string): boolean {
  return KNOWN_KEYS.has(key) || KNOWN_PREFIXES.some((prefix) => key.startsWith(prefix) && key.length > prefix.length);
}
