/** What one push of test reports may cost. Past a limit it is said so, and nothing is kept: nothing is cut off in silence. */
export const LIMITS = {
  /** Characters of all files of one push together. Two thousand results with their messages are about one million; a request of the API has 15 MB. */
  characters: 12_000_000,
  /** Files of one push: Surefire writes one for each class. */
  files: 2_000,
  /** Tests of one push. */
  cases: 20_000,
  /** How deep suites may stand in one another, with what stands in a test. */
  depth: 100,
  /** Characters of a suite's, a class's or a test's name. */
  name: 4_000,
  /** Tags of one test: who names more controls than this names none in particular. */
  tags: 50,
  /** Tags of one push, each as often as a test has it: a suite's tag is one of each of its tests. */
  named: 30_000,
  /** Properties of one test that are looked at. */
  properties: 200,
  /** Characters that are kept of what a failing test said; the rest stays with the pipeline. */
  message: 2_000,
} as const;
