import { openDataDirectory } from './data-directory.ts';

/** A process that holds the directory given as its argument until it is killed. */
const path = process.argv[2];
if (path === undefined) throw new Error('which directory?');
openDataDirectory(path).writeAddress('http://held');
process.send?.('held');
setInterval(() => {}, 60_000);
