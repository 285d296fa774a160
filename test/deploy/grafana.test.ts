import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRICS, type MetricName } from '../../src/base/metrics/metric-table.ts';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string; readonly legendFormat: string }[];
}

const text = readFileSync(new URL('../../deploy/grafana-dashboard.json', import.meta.url), 'utf8');
const dashboard: { readonly panels: readonly Panel[]; readonly templating: object } = JSON.parse(text);
const targets = dashboard.panels.flatMap((panel) => panel.targets);

/** The names under which a metric is scraped. */
function seriesOf(name: MetricName): readonly string[] {
  return METRICS[name].kind === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => `${name}${end}`) : [name];
}

const labelsOf = new Map<string, readonly string[]>(
  (Object.keys(METRICS) as MetricName[]).flatMap((name) =>
    seriesOf(name).map((series) => [series, Object.keys(METRICS[name].labels)] as const),
  ),
);
/** What Prometheus adds, and the bound of a bucket. */
const FURTHER_LABELS = ['job', 'instance', 'le'];

const seriesIn = (expression: string) => expression.match(/\bmuster_\w+/g) ?? [];

/** The labels that an expression groups by, selects by or shows in its legend. */
function labelsIn({ expr, legendFormat }: Panel['targets'][number]): readonly string[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  );
  const selected = [...expr.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, name = '']) => name);
  const shown = [...legendFormat.matchAll(/{{(\w+)}}/g)].map(([, name = '']) => name);
  return [...grouped, ...selected, ...shown];
}

describe('the dashboard for Grafana', () => {
  it.each(targets)('asks for a metric that there is, by labels that it has: $expr', (target) => {
    const series = seriesIn(target.expr);
    expect(series.length).toBeGreaterThan(0);
    for (const name of series) {
      const labels = labelsOf.get(name);
      expect(labels, name).toBeDefined();
      expect(labelsIn(target).filter((label) => ![...(labels ?? []), ...FURTHER_LABELS].includes(label))).toEqual([]);
    }
  });

  it('takes a rate or an increase of what only grows, and of nothing else', () => {
    for (const { expr } of targets) {
      for (const name of seriesIn(expr)) {
        const grows = /_(?:total|bucket|count|sum)$/.test(name);
        expect(/\b(?:rate|increase)\(/.test(expr), expr).toBe(grows);
      }
    }
  });

  it('shows every metric of Muster', () => {
    const shown = new Set(targets.flatMap(({ expr }) => seriesIn(expr)));
    const missing = (Object.keys(METRICS) as MetricName[]).filter((name) => !seriesOf(name).some((s) => shown.has(s)));
    expect(missing).toEqual([]);
  });

  it('has panels with a number of their own that do not lie on each other', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboard.panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBe(24);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  it('names no data source of one installation', () => {
    const uids = new Set([...text.matchAll(/"uid": "([^"]*)"/g)].map(([, uid]) => uid));
    expect(uids).toEqual(new Set(['muster', `$${'{datasource}'}`]));
  });
});
