const BYTES_PER_MB = 1_048_576;
/** Between two digits that a multiple of three others follow. */
const GROUP = /\B(?=(?:\d{3})+$)/g;

/** `310,000`, `95.3`. By hand: a formatter of `Intl` takes 20 ms to load, at each start. */
export function formatCount(count: number): string {
  const [whole = '', fraction] = `${count}`.split('.');
  const grouped = whole.replaceAll(GROUP, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1 user`, `1,200 users`. */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** `812 bytes`, `3.4 kB`, `100 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return formatCounted(bytes, 'byte');
  if (bytes < 1_000_000) return `${shorten(bytes / 1_000)} kB`;
  return `${shorten(bytes / 1_000_000)} MB`;
}

/** `100 MB (104,857,600 bytes)`: in the megabytes of the limit (R184). */
export function formatMegabytes(bytes: number): string {
  return `${formatCount(Math.floor((10 * bytes) / BYTES_PER_MB) / 10)} MB (${formatCount(bytes)} bytes)`;
}

/** `40 ms`, `1.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 9_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function shorten(amount: number): string {
  return amount < 9.95 ? amount.toFixed(1) : formatCount(Math.round(amount));
}
