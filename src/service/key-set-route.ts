import type { Ids } from '../base/ids.ts';
import type { UserPoolId } from '../domain/pools/user-pool.ts';
import { type HttpAnswer, writeJsonProblem } from '../http/http-problem.ts';
import { cutPath, type Route } from '../http/route.ts';
import type { Tokens } from '../tokens/tokens.ts';

const PATH = /^\/([\w-]+_[0-9a-zA-Z]+)\/\.well-known\/(jwks\.json|openid-configuration)$/;

/**
 * `/<pool id>/.well-known/jwks.json` and `openid-configuration`: the keys by which anybody verifies tokens, and where they are (S93). For
 * web pages of any origin too. `loadTokens` is undefined on a node that serves no clients.
 */
export function createKeySetRoute({
  loadTokens,
  baseUrl,
  ids,
}: {
  readonly loadTokens: (() => Promise<Pick<Tokens, 'findPublishedKeys' | 'issuerOf'>>) | undefined;
  readonly baseUrl: () => string;
  readonly ids: Ids;
}): Route {
  return {
    name: 'keys',
    matches: (url) => PATH.test(cutPath(url)),
    methods: ['GET', 'HEAD'],
    serve: loadTokens && {
      body: 'none',
      answer: async ({ url }) => answer(await loadTokens(), baseUrl(), ids, cutPath(url)),
    },
    writeProblem: (_method, problem) => writeJsonProblem(ids, problem),
  };
}

async function answer(
  tokens: Pick<Tokens, 'findPublishedKeys' | 'issuerOf'>,
  baseUrl: string,
  ids: Ids,
  path: string,
): Promise<HttpAnswer> {
  const [, id = '', document] = PATH.exec(path) ?? [];
  const userPoolId = id as UserPoolId;
  const keys = await tokens.findPublishedKeys(userPoolId);
  if (!keys) {
    const message = `User pool ${id} does not exist.`;
    return writeJsonProblem(ids, { statusCode: 404, code: 'ResourceNotFound', message });
  }
  if (document === 'jwks.json') return writeDocument({ keys: keys.map(({ jwk }) => jwk) });
  return writeDocument({
    issuer: tokens.issuerOf(userPoolId),
    jwks_uri: `${baseUrl}/${id}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
  });
}

function writeDocument(document: object): HttpAnswer {
  return {
    statusCode: 200,
    headers: {
      'Content-Type': 'application/json',
      // A verifier that meets an unknown key looks again, and must not be answered by a cache (R803, R805).
      'Cache-Control': 'no-cache',
      'Access-Control-Allow-Origin': '*',
    },
    body: JSON.stringify(document),
  };
}
