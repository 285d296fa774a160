import { REQUEST_CATEGORIES } from '../src/api/rates/request-rates.ts';
import { serviceModels } from '../src/model/service-models.ts';

/** The request rates as a table of Markdown, in the order of the table in the code. */
export function writeRequestRatesTable(): string {
  const services = Object.keys(serviceModels);
  const limited = new Set<string>(REQUEST_CATEGORIES.map(({ service }) => service));
  const lines = [
    ...REQUEST_CATEGORIES.map((category) => {
      const { service, operations, requestsPerSecond, poolOperationRequestsPerSecond: perPool, mark } = category;
      const rate = [
        requestsPerSecond.toLocaleString('en-US'),
        ...(perPool === undefined ? [] : [`, and ${perPool} for one operation on one pool`]),
        ...Object.entries(category.regionRequestsPerSecond ?? {}).map(([region, each]) => `; ${each} in ${region}`),
      ].join('');
      return [operations?.join(', ') ?? `all of \`${service}\``, rate, mark];
    }),
    ...services.filter((service) => !limited.has(service)).map((service) => [`all of \`${service}\``, 'no limit', '']),
  ];
  return [
    '| operations | requests per second | source |',
    '|---|---|---|',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}
