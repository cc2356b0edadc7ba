/**
 * Something that the person who handed over the file can understand and act on. Its message is shown as it is; anything
 * else that goes wrong is a defect of ours and is shown as such.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
}
