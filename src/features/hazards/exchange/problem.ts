/** Why a file cannot be taken, in words for the person. By its name the process of a job hands it on. */
export class Problem extends Error {
  override readonly name = 'Problem';
}
