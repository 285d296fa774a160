/** A reading of the text that Prometheus scrapes, as strict as `promtool check metrics`. */
export interface MetricFamily {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP_LINE = new RegExp(`^# HELP (${NAME}) (\\S.*)$`);
const TYPE_LINE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE_LINE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|[Nn]a[Nn]|[+-]Inf)$`);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
/** What stands for a unit that has a base unit instead. */
const OTHER_UNITS = /_(?:ms|millis(?:econds)?|us|micros(?:econds)?|minutes|hours|kb|kib|mb|mib|percent)(?:_|$)/;

/** The families of a page, by name. Throws at the first line that is not as the format has it. */
export function parsePrometheusText(text: string): ReadonlyMap<string, MetricFamily> {
  const families = new Map<string, { name: string; type: string; help: string; samples: Sample[] }>();
  const seen = new Set<string>();
  let help: RegExpExecArray | null = null;
  let family: { name: string; type: string; help: string; samples: Sample[] } | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    if (line.startsWith('# HELP ')) {
      help = HELP_LINE.exec(line);
      if (!help) throw new Error(`no help: ${line}`);
      continue;
    }
    if (line.startsWith('#')) {
      const type = TYPE_LINE.exec(line);
      const name = String(type?.[1]);
      if (!type || help?.[1] !== name) throw new Error(`no type behind its help: ${line}`);
      if (families.has(name)) throw new Error(`comes twice: ${name}`);
      family = { name, type: String(type[2]), help: String(help[2]), samples: [] };
      families.set(name, family);
      continue;
    }
    const sample = parseSample(line);
    if (!family || !belongs(sample.name, family)) throw new Error(`outside of its family: ${line}`);
    const key = line.slice(0, line.lastIndexOf(' '));
    if (seen.has(key)) throw new Error(`comes twice: ${key}`);
    seen.add(key);
    family.samples.push(sample);
  }
  return families;
}

/** What is against the conventions of Prometheus, a line each. */
export function lintFamilies(families: ReadonlyMap<string, MetricFamily>): string[] {
  return [...families.values()].flatMap((family) => {
    const { name, type } = family;
    const faults: string[] = [];
    if ((type === 'counter') !== name.endsWith('_total')) faults.push(`${name}: _total is for counters, and for all`);
    if (/[A-Z:]/.test(name)) faults.push(`${name}: not in snake case`);
    if (OTHER_UNITS.test(name)) faults.push(`${name}: not in a base unit`);
    if (type !== 'histogram' && type !== 'summary' && /_(?:count|sum|bucket)$/.test(name)) {
      faults.push(`${name}: an ending that histograms have`);
    }
    return type === 'histogram' ? [...faults, ...lintHistogram(family)] : faults;
  });
}

/** Buckets rise to `+Inf`, which counts as many as the histogram. */
function lintHistogram({ name, samples }: MetricFamily): string[] {
  const faults: string[] = [];
  for (const { labels, value } of samples.filter((sample) => sample.name === `${name}_count`)) {
    const own = Object.entries(labels);
    const buckets = samples.filter(
      (sample) => sample.name === `${name}_bucket` && own.every(([label, word]) => sample.labels[label] === word),
    );
    const bounds = buckets.map((bucket) => Number(String(bucket.labels.le).replace('+Inf', 'Infinity')));
    const counts = buckets.map((bucket) => bucket.value);
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY || counts.at(-1) !== value) faults.push(`${name}: no whole bucket`);
    if (!isRising(bounds) || !isRising(counts)) faults.push(`${name}: buckets that fall`);
    if (!samples.some((sample) => sample.name === `${name}_sum`)) faults.push(`${name}: no sum`);
  }
  return faults;
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= Number(numbers[index - 1]));
}

function belongs(name: string, { name: family, type }: { readonly name: string; readonly type: string }): boolean {
  if (name === family) return type !== 'histogram';
  return type === 'histogram' && ['_bucket', '_sum', '_count'].some((ending) => name === family + ending);
}

function parseSample(line: string): Sample {
  const match = SAMPLE_LINE.exec(line);
  if (!match) throw new Error(`no sample: ${line}`);
  const [, name = '', text = '', value = ''] = match;
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const label = LABEL.exec(text);
    if (!label || String(label[1]) in labels) throw new Error(`no labels: ${line}`);
    labels[String(label[1])] = String(label[2]).replaceAll(/\\(.)/g, (_, char) => (char === 'n' ? '\n' : char));
  }
  return { name, labels, value: Number(value.replace('Inf', 'Infinity').replace(/^nan$/i, 'NaN')) };
}
