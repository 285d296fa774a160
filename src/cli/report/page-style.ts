/** The look of a report: light and dark as the reader's system has it, and on paper always light. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --box: #f4f6f8; --line: #d5dbe1; --ink: #16202a; --soft: #52606d;
  --imported: #2563a8; --skipped: #c98a1b; --failed: #b3261e; --rate: #5b6b7a;
  --good: #1b6e3c; --mixed: #8a5a00; --unfinished: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12181f; --box: #1c252e; --line: #36424e; --ink: #e8edf2; --soft: #a3b1be;
    --imported: #6ea8e8; --skipped: #e3b04b; --failed: #f2837b; --rate: #93a4b5;
    --good: #6fce97; --mixed: #e3b04b; --unfinished: #f2837b;
  }
}
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --box: #ffffff; --line: #b8c0c8; --ink: #000000; --soft: #444444;
    --imported: #2563a8; --skipped: #c98a1b; --failed: #b3261e; --rate: #5b6b7a;
    --good: #1b6e3c; --mixed: #8a5a00; --unfinished: #b3261e;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2, tr, figure, .figures div, li { break-inside: avoid; }
  h2 { break-after: avoid; }
  svg { max-height: 9cm; }
  .wide { overflow: visible; }
  pre { border-color: var(--line); }
  * { print-color-adjust: exact; }
}
@page { margin: 16mm 14mm; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 58rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.1rem; margin: 2.25rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
p { margin: .4rem 0; }
.good { color: var(--good); } .mixed { color: var(--mixed); } .unfinished { color: var(--unfinished); }
.soft { color: var(--soft); }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .6rem; margin: 1.25rem 0 0; }
.figures div { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: .55rem .75rem; }
.figures dt { color: var(--soft); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
figure { margin: 0; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 12px; font-family: inherit; font-variant-numeric: tabular-nums; }
svg .title { fill: var(--ink); font-weight: 600; }
svg .end { text-anchor: end; } svg .middle { text-anchor: middle; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .pause { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 3 3; }
svg .rate { fill: var(--rate); fill-opacity: .35; stroke: var(--rate); stroke-width: 1.5; }
svg .importedUsers { fill: var(--imported); }
svg .skippedUsers { fill: var(--skipped); stroke: var(--skipped); } svg .failedUsers { fill: var(--failed); stroke: var(--failed); }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .4rem 0 0; list-style: none; color: var(--soft); font-size: .9rem; }
.key i { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border-radius: 2px; vertical-align: -.05em; }
.key .importedUsers { background: var(--imported); } .key .skippedUsers { background: var(--skipped); } .key .failedUsers { background: var(--failed); }
.key .pause { width: 0; border-left: 2px dashed var(--soft); border-radius: 0; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { white-space: nowrap; }
.wide { overflow-x: auto; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.narrow { white-space: nowrap; }
ul, ol { padding-left: 1.3rem; margin: .4rem 0; } li { margin: .35rem 0; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .88em; }
pre { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; margin: .4rem 0; white-space: pre-wrap; }
.examples { margin: 0; padding: 0; list-style: none; font-size: .88rem; color: var(--soft); } .examples li { margin: 0; }
`;
