/** What one check may cost. Past a limit the person is told so; nothing is cut off in silence. */
export const LIMITS = {
  /** Bytes of one upload. */
  upload: 10 * 1024 * 1024,
  /** Bytes that compressed files may unpack to, all together. */
  unpacked: 200 * 1024 * 1024,
  /** Files in a folder or zip. */
  files: 2_000,
  /** Rows of all sheets together. */
  rows: 50_000,
  /** Columns of a sheet that are looked at; a log has some tens. */
  columns: 512,
  /** Milliseconds that one file may take to read, understand and judge, in the server. */
  time: 20_000,
  /** Megabytes of heap of the worker in which that happens. */
  memory: 1_024,
} as const;
