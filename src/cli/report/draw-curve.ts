import { escapeXml } from '../../base/text/escape-xml.ts';
import { formatCount, formatDuration } from '../../base/text/format-quantity.ts';
import { formatRate } from './describe-run.ts';
import type { CurvePoint, RunCurve } from './read-run-curve.ts';

/** In units of the drawing, which grows with the page. */
const WIDTH = 760;
const LEFT = 84;
const RIGHT = 12;
const RATE_TOP = 26;
const RATE_HEIGHT = 110;
const USERS_TOP = 184;
const USERS_HEIGHT = 150;
const HEIGHT = 374;
const TICKS_MAX = 5;
const X_TICKS_MAX = 7;
/** Rates are drawn over so many parts of the time. */
const RATE_BINS = 60;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const TIME_STEPS = [1, 2, 5, 10, 30]
  .flatMap((count) => [count * SECOND, count * MINUTE])
  .concat([1, 2, 4, 6, 12, 24, 48].map((hours) => hours * HOUR))
  .toSorted((one, other) => one - other);

/** The areas, from the axis up. */
const LAYERS = ['importedUsers', 'skippedUsers', 'failedUsers'] as const;

/**
 * The chart of a run as SVG: records per second above, below what all records so far came to. Its colours are classes of the page.
 * Undefined where there is nothing to draw.
 */
export function drawCurve({ points, pausesMs }: RunCurve): string | undefined {
  const last = points.at(-1);
  if (last === undefined || last.workedMs <= 0) return undefined;
  const spanMs = last.workedMs;
  const total = doneAt(last);
  const rates = ratesOf(points, spanMs);
  const rateMax = niceMax(Math.max(...rates, 1));
  const usersMax = niceMax(Math.max(total, 1));
  const x = (ms: number): number => LEFT + (ms / spanMs) * (WIDTH - LEFT - RIGHT);
  const yRate = (rate: number): number => RATE_TOP + RATE_HEIGHT * (1 - rate / rateMax);
  const yUsers = (count: number): number => USERS_TOP + USERS_HEIGHT * (1 - count / usersMax);
  const parts = [
    text(0, 12, 'Records per second', 'title'),
    ...yAxis(rateMax, yRate, formatRate),
    path(`${stepLine(rates, spanMs, x, yRate)}`, 'rate'),
    text(0, USERS_TOP - 14, 'Records with an outcome', 'title'),
    ...yAxis(usersMax, yUsers, formatCount),
    ...LAYERS.map((layer, index) => (last[layer] > 0 ? path(areaOf(points, index, x, yUsers), layer) : '')),
    ...pausesMs.map((ms) => pauseAt(x(ms))),
    ...xAxis(spanMs, x),
  ];
  const summary = `${formatCount(last.importedUsers)} imported, ${formatCount(last.skippedUsers)} already existed, ${formatCount(last.failedUsers)} failed, within ${formatDuration(spanMs)}`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeXml(`Records over time: ${summary}`)}">${parts.join('')}</svg>`;
}

function doneAt({ importedUsers, skippedUsers, failedUsers }: CurvePoint): number {
  return importedUsers + skippedUsers + failedUsers;
}

/** Mean rates over equal parts of the time; the counters grow evenly between two points. */
function ratesOf(points: readonly CurvePoint[], spanMs: number): readonly number[] {
  const bins = Math.max(1, Math.min(RATE_BINS, points.length - 1));
  const at = interpolate(points);
  return Array.from({ length: bins }, (_, bin) => {
    const [start, end] = [(bin * spanMs) / bins, ((bin + 1) * spanMs) / bins];
    return Math.max(0, at(end) - at(start)) / ((end - start) / 1_000);
  });
}

/** Asked for times that never fall. */
function interpolate(points: readonly CurvePoint[]): (ms: number) => number {
  return (ms) => {
    const after = points.findIndex(({ workedMs }) => workedMs >= ms);
    const [before, next] = [points[Math.max(0, after - 1)], points[after]];
    if (before === undefined || next === undefined) return points.length === 0 ? 0 : doneAt(points.at(-1) ?? NOTHING);
    const share = next.workedMs === before.workedMs ? 1 : (ms - before.workedMs) / (next.workedMs - before.workedMs);
    return doneAt(before) + share * (doneAt(next) - doneAt(before));
  };
}

const NOTHING: CurvePoint = { workedMs: 0, importedUsers: 0, skippedUsers: 0, failedUsers: 0 };

function stepLine(
  rates: readonly number[],
  spanMs: number,
  x: (ms: number) => number,
  y: (rate: number) => number,
): string {
  const steps = rates.map((rate, bin) => {
    const [start, end] = [(bin * spanMs) / rates.length, ((bin + 1) * spanMs) / rates.length];
    return `${bin === 0 ? 'M' : 'L'}${at(x(start), y(rate))}L${at(x(end), y(rate))}`;
  });
  return `${steps.join('')}L${at(x(spanMs), y(0))}L${at(x(0), y(0))}Z`;
}

/** Between the sum of the layers below and that with this one. */
function areaOf(
  points: readonly CurvePoint[],
  layer: number,
  x: (ms: number) => number,
  y: (count: number) => number,
): string {
  const sumTo = (point: CurvePoint, count: number): number =>
    LAYERS.slice(0, count).reduce((sum, name) => sum + point[name], 0);
  const upper = points.map((point) => at(x(point.workedMs), y(sumTo(point, layer + 1))));
  const lower = points.toReversed().map((point) => at(x(point.workedMs), y(sumTo(point, layer))));
  return `M${[...upper, ...lower].join('L')}Z`;
}

function yAxis(max: number, y: (value: number) => number, format: (value: number) => string): readonly string[] {
  const step = niceStep(max / (TICKS_MAX - 1));
  const ticks = Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) => index * step);
  return ticks.flatMap((value) => [
    `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(value))}" y2="${round(y(value))}"/>`,
    text(LEFT - 8, y(value) + 4, value === 0 ? '0' : format(value), 'tick end'),
  ]);
}

function xAxis(spanMs: number, x: (ms: number) => number): readonly string[] {
  const step = TIME_STEPS.find((ms) => spanMs / ms <= X_TICKS_MAX) ?? Math.ceil(spanMs / X_TICKS_MAX / HOUR) * HOUR;
  const ticks = Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, index) => index * step);
  return ticks.map((ms) => text(x(ms), USERS_TOP + USERS_HEIGHT + 20, ms === 0 ? '0' : shortTime(ms), 'tick middle'));
}

/** `30 s`, `5 min`, `2 h`, `1 h 30 min`. */
function shortTime(ms: number): string {
  if (ms < MINUTE) return `${ms / SECOND} s`;
  if (ms < HOUR) return `${ms / MINUTE} min`;
  const minutes = (ms % HOUR) / MINUTE;
  return `${Math.floor(ms / HOUR)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
}

function pauseAt(x: number): string {
  const y2 = USERS_TOP + USERS_HEIGHT;
  return `<line class="pause" x1="${round(x)}" x2="${round(x)}" y1="${RATE_TOP}" y2="${y2}"><title>The run was interrupted here, and resumed</title></line>`;
}

function path(d: string, kind: string): string {
  return `<path class="${kind}" d="${d}"/>`;
}

function text(x: number, y: number, content: string, kind: string): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}">${escapeXml(content)}</text>`;
}

function at(x: number, y: number): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): string {
  return `${Math.round(value * 10) / 10}`;
}

/** 1, 2 or 5 times a power of ten, not below `value`. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** The next whole number of steps above `value`. */
function niceMax(value: number): number {
  const step = niceStep(value / (TICKS_MAX - 1));
  return Math.ceil(value / step - 1e-9) * step;
}
