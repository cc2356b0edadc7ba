/** What one bill of materials may cost. Past a limit it is said so, and nothing is kept: nothing is cut off in silence. */
export const SBOM_LIMITS = {
  /** Characters of the file. A request of the API has 15 MB. */
  characters: 12_000_000,
  /** Components of one release. */
  components: 20_000,
  /** How deep components may stand in one another. */
  depth: 50,
  /** Characters of a name, a version, a package URL. */
  text: 500,
} as const;
