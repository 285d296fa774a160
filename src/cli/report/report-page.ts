import { escapeXml } from '../../base/text/escape-xml.ts';
import { formatBytes, formatCount, formatDuration } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { ReportJob, ReportReason, RunReport } from '../../driver/run/report.ts';
import { describeRun, type Figure, LEFT_OUT_TITLE, type NextStep } from './describe-run.ts';
import { drawCurve } from './draw-curve.ts';
import { maskUsername } from './mask-username.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { RunCurve } from './read-run-curve.ts';

export interface PageOptions {
  /** Of the run, as it was named: commands to copy name it. */
  readonly folder: string;
  /** Whether user names are shown as they are. */
  readonly showValues: boolean;
}

/** The report of a run as one page that needs nothing from elsewhere and runs nothing (R988). */
export function buildReportPage(report: RunReport, curve: RunCurve, { folder, showValues }: PageOptions): string {
  const words = describeRun(report, folder);
  const chart = drawCurve(curve);
  const sections = [
    chart === undefined ? '' : section('Rate and outcome over time', drawFigure(chart, curve)),
    words.reasons.length === 0 ? '' : section('Why records created no user', reasonsTable(words.reasons, showValues)),
    words.leftOut.length === 0 ? '' : section(LEFT_OUT_TITLE, figureTable(words.leftOut)),
    words.signIn.length === 0 ? '' : section('What these people meet at their first sign-in', list(words.signIn)),
    section('Limits and costs', figureTable(words.limits)),
    words.next.length === 0 ? '' : section('What to do next', nextList(words.next)),
    section('Files', sourcesTable(report)),
    section('Import jobs', jobsTable(report.jobs)),
  ];
  const masked = showValues ? '' : ' User names are masked.';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>${html(`Import ${report.run}`)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1 class="${words.tone}">${html(words.headline)}</h1>
<p>${html(words.place)}</p>
<p class="soft">${html(`Run ${report.run}, ${timeOf(report.createdAt)} to ${timeOf(report.endedAt)} UTC.${masked}`)}</p>
${figureGrid(words.figures)}
</header>
<main>
${sections.filter((text) => text !== '').join('\n')}
</main>
</body>
</html>
`;
}

function html(text: string): string {
  return escapeXml(toPrintable(text));
}

function section(title: string, content: string): string {
  return `<section>\n<h2>${html(title)}</h2>\n${content}\n</section>`;
}

/** `2026-11-30 16:05:12`. */
function timeOf(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}

function figureGrid(figures: readonly Figure[]): string {
  const boxes = figures.map(({ name, value }) => `<div><dt>${html(name)}</dt><dd>${html(value)}</dd></div>`);
  return `<dl class="figures">${boxes.join('')}</dl>`;
}

function drawFigure(chart: string, { pausesMs }: RunCurve): string {
  const keys = [
    ['importedUsers', 'imported'],
    ['skippedUsers', 'already existed'],
    ['failedUsers', 'failed'],
    ...(pausesMs.length > 0 ? [['pause', 'interrupted and resumed; the time between is left out']] : []),
  ];
  const items = keys.map(([kind, meaning]) => `<li><i class="${kind}"></i>${meaning}</li>`);
  return `<figure>${chart}<ul class="key">${items.join('')}</ul></figure>`;
}

function reasonsTable(reasons: readonly ReportReason[], showValues: boolean): string {
  const rows = reasons.map(({ outcome, reason, count, remedy, examples }) => {
    const items = examples.map(({ file, line, username }) => {
      const name = showValues ? username : maskUsername(username);
      return `<li>${html(`${file}, line ${line}${name === '' ? '' : `: ${name}`}`)}</li>`;
    });
    const list = items.length === 0 ? '' : `<ul class="examples">${items.join('')}</ul>`;
    return `<tr><td class="number">${formatCount(count)}</td><td class="narrow">${outcome}</td><td>${html(reason)}${list}</td><td>${html(remedy)}</td></tr>`;
  });
  return table(['Records', 'Outcome', 'Reason, and the first of them', 'What to do'], rows, [0]);
}

function list(texts: readonly string[]): string {
  return `<ul>${texts.map((text) => `<li>${html(text)}</li>`).join('')}</ul>`;
}

function figureTable(figures: readonly Figure[]): string {
  return `<table><tbody>${figures.map(({ name, value }) => `<tr><th scope="row">${html(name)}</th><td>${html(value)}</td></tr>`).join('')}</tbody></table>`;
}

function nextList(steps: readonly NextStep[]): string {
  const items = steps.map(({ text, commands }) => {
    const lines = commands.length === 0 ? '' : `<pre>${html(commands.join('\n')).replaceAll('\\u{a}', '\n')}</pre>`;
    return `<li>${html(text)}${lines}</li>`;
  });
  return `<ol>${items.join('')}</ol>`;
}

function sourcesTable({ sources }: RunReport): string {
  const rows = sources.map((source) => {
    const { file, bytes, passwordHashingAlgorithm, records, importedUsers, skippedUsers, failedUsers } = source;
    return `<tr><td>${html(file)}</td><td class="narrow">${passwordHashingAlgorithm ?? 'none'}</td>${numbers([records, importedUsers, skippedUsers, failedUsers])}<td class="number">${formatBytes(bytes)}</td></tr>`;
  });
  return table(['File', 'Hashes', 'Records', 'Imported', 'Already existed', 'Failed', 'Size'], rows, [2, 3, 4, 5, 6]);
}

function jobsTable(jobs: readonly ReportJob[]): string {
  const rows = jobs.map((job) => {
    const { jobName, status, records, importedUsers, skippedUsers, failedUsers } = job;
    return `<tr><td>${html(jobName)}<br><span class="soft">${html(job.jobId ?? 'not created')}</span></td><td class="narrow">${html(status ?? 'not run')}</td>${numbers([records, importedUsers, skippedUsers, failedUsers])}<td class="number">${durationOf(job)}</td></tr>`;
  });
  const note = jobs.some(({ status, ranThrough }) => status === 'Failed' && ranThrough)
    ? '<p class="soft">Cognito calls a job Failed if it created fewer users than it left out, even if all of these already existed. Each record of such a job has its outcome.</p>'
    : '';
  const heads = ['Job', 'Status', 'Records', 'Imported', 'Already existed', 'Failed', 'Time'];
  return table(heads, rows, [2, 3, 4, 5, 6]) + note;
}

function durationOf({ startedAt, completedAt }: ReportJob): string {
  if (startedAt === null || completedAt === null) return '';
  return formatDuration(Math.max(0, Date.parse(completedAt) - Date.parse(startedAt)));
}

function numbers(counts: readonly number[]): string {
  return counts.map((count) => `<td class="number">${formatCount(count)}</td>`).join('');
}

function table(heads: readonly string[], rows: readonly string[], numberColumns: readonly number[]): string {
  const cells = heads.map((head, index) => {
    const kind = numberColumns.includes(index) ? ' class="number"' : '';
    return `<th scope="col"${kind}>${head}</th>`;
  });
  return `<div class="wide"><table><thead><tr>${cells.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
