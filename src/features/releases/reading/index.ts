/*
 * How bills of materials are read. One door, loaded where one is.
 */
export type { Sbom } from './found.ts';
export { SBOM_LIMITS } from './limits.ts';
export { readSbom } from './read-sbom.ts';
export { SbomRefusal } from './refusal.ts';
