export const REPORT_HELP = `
Prints what came of an import, and writes it to report.html in the folder: one file that needs nothing from elsewhere, for those who asked for it. User names are masked, unless --show-values is given.

Exit codes: those of the import: 0 all users imported or already there, 1 some failed, 2 it could not complete, or there is no report.`;
