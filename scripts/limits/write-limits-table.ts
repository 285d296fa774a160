import { httpLimits } from './http-limits.ts';
import { importLimits } from './import-limits.ts';
import { formatLimit, type Limit, nameSetting } from './limit.ts';
import { iamLimits, logLimits, poolLimits, requestLimits } from './service-limits.ts';

/** Every limit of the server, by what it is about, in the order of the page. */
export const ALL_LIMITS: Readonly<Record<string, readonly Limit[]>> = {
  'import jobs and files': importLimits,
  'requests to the API': requestLimits,
  'connections and HTTP': httpLimits,
  'user pools': poolLimits,
  logs: logLimits,
  'IAM and STS': iamLimits,
};

/** The limits as a table of Markdown. */
export function writeLimitsTable(): string {
  const lines = Object.entries(ALL_LIMITS).flatMap(([subject, limits]) => [
    `| **${subject}** | | | | |`,
    ...limits.map(({ what, value, unit, more, setting, source, beyond }) => {
      const limit = `${formatLimit(value, unit)}${more === undefined ? '' : /^[,;]/.test(more) ? more : ` ${more}`}`;
      return `| ${what} | ${limit} | ${nameSetting(setting)} | ${source} | ${beyond} |`;
    }),
  ]);
  return ['| what | limit | setting | source | beyond it |', '|---|---|---|---|---|', ...lines].join('\n');
}
