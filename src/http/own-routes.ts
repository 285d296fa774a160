import type { Ids } from '../base/ids.ts';
import type { HttpServices } from './exchange.ts';
import { type HttpAnswer, writeJsonProblem } from './http-problem.ts';
import type { HttpLimits } from './limits.ts';
import { cutPath, type Route } from './route.ts';
import { StoreHealth } from './store-health.ts';

/** `/health` and `/live`. */
export function createOwnRoutes(services: HttpServices, limits: HttpLimits): readonly Route[] {
  const { ids } = services;
  const health = new StoreHealth(services, limits);
  return [
    createPage(ids, 'health', () => answerHealth(services, health)),
    // Asks nothing but whether this process answers: whoever restarts servers by it does not restart all when the store is away.
    createPage(ids, 'live', () => makeJsonAnswer(ids, 200, { status: 'ok' })),
  ];
}

/** Where no route leads. */
export function createUnknownRoute(ids: Ids): Route {
  return {
    name: 'unknown',
    matches: () => true,
    serve: undefined,
    writeProblem: (_head, problem) => writeJsonProblem(ids, problem),
  };
}

function createPage(ids: Ids, name: string, answer: () => HttpAnswer | Promise<HttpAnswer>): Route {
  return {
    name,
    matches: (url) => cutPath(url) === `/${name}`,
    methods: ['GET', 'HEAD'],
    serve: { body: 'none', answer },
    writeProblem: (_head, problem) => writeJsonProblem(ids, problem),
  };
}

async function answerHealth({ ids, describeNode }: HttpServices, health: StoreHealth): Promise<HttpAnswer> {
  const isHealthy = await health.isHealthy();
  const { node, role, state, nodes } = describeNode();
  const status = !isHealthy ? 'unavailable' : state === 'draining' ? 'draining' : 'ok';
  return makeJsonAnswer(ids, status === 'ok' ? 200 : 503, { status, node, role, nodes });
}

function makeJsonAnswer(ids: Ids, statusCode: number, body: object): HttpAnswer {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'x-amzn-requestid': ids.uuid() },
    body: JSON.stringify(body),
  };
}
