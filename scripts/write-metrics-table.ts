import { METRICS, type MetricName } from '../src/base/metrics/metric-table.ts';

/** The metrics as a table of Markdown. */
export function writeMetricsTable(): string {
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
