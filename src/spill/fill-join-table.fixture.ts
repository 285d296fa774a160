import { SqliteJoinTable } from './sqlite-join-table.ts';

/** A process that fills a table, says so, and waits to be killed. */
const rows = Number(process.argv[2]);
if (process.send) {
  const table = new SqliteJoinTable();
  const text = JSON.stringify({ hash: 'x'.repeat(1_000) });
  for (let index = 0; index < rows; index++) table.add([`key ${index}`], text);
  process.send({ found: table.find(`key ${rows - 1}`).length, rssBytes: process.memoryUsage().rss });
  process.on('message', () => table.close());
}
