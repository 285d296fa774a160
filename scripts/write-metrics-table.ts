import { METRICS, type MetricName } from '../src/base/metric-table.ts';

const BEGIN = '<!-- metrics -->\n';
const END = '<!-- /metrics -->';

/** The page with the table of metrics put between its markers. Throws if it has no markers. */
export function putMetricsTable(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error('the page has no markers for the table of metrics');
  return `${page.slice(0, begin + BEGIN.length)}${writeMetricsTable()}\n${page.slice(end)}`;
}

function writeMetricsTable(): string {
  const lines = (Object.keys(METRICS) as MetricName[]).map((name) => {
    const { kind, help } = METRICS[name];
    return `| \`${name}\` | ${kind} | ${unitOf(name)} | ${writeLabels(name)} | ${help} |`;
  });
  return ['| metric | kind | unit | labels | meaning |', '|---|---|---|---|---|', ...lines].join('\n');
}

/** By the name, which has it last. */
function unitOf(name: MetricName): string {
  const unit = /_(seconds|bytes)(?:_total)?$/.exec(name)?.[1];
  return unit ?? (METRICS[name].kind === 'gauge' && /_(?:up|info)$/.test(name) ? '' : 'count');
}

function writeLabels(name: MetricName): string {
  const labels: [string, readonly string[] | string][] = Object.entries(METRICS[name].labels);
  return labels
    .map(([label, words]) => {
      const what = typeof words === 'string' ? words : words.map((word) => `\`${word}\``).join(', ');
      return `\`${label}\`: ${what}`;
    })
    .join('; ');
}
