import { componentKey, mergedComponents, versionInPurl, type ListedComponent } from '../domain/components.ts';
import { SBOM_LIMITS } from './limits.ts';
import { SbomRefusal } from './refusal.ts';

/** What was read of a bill of materials. */
export interface Sbom {
  /** "CycloneDX 1.5", "SPDX 2.3" */
  readonly format: string;
  readonly components: readonly ListedComponent[];
  /** What stands in the file and is no component of a third party: single files, what it says is not delivered, the product itself. */
  readonly leftOut: number;
}

/** What cannot be seen, or turns the text around it round: with it, a name would look like another one. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** Bytes by which a component is found again: an index holds no more of them. */
const MOST_BYTES = 2_000;

/** Collects components, whatever format they come from, under the same limits. */
export class Found {
  readonly #file: string;
  readonly #components: ListedComponent[] = [];
  #leftOut = 0;

  constructor(file: string) {
    this.#file = file;
  }

  leaveOut(): void {
    this.#leftOut++;
  }

  /** @throws SbomRefusal where it has no name, or there are too many */
  add(one: {
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly supplier: string;
  }): void {
    const place = this.#components.length + this.#leftOut + 1;
    if (place > SBOM_LIMITS.components)
      throw new SbomRefusal(
        `${this.#file} lists more than ${SBOM_LIMITS.components.toLocaleString('en-GB')} components. Send one that lists packages, and not single files.`,
      );
    const name = this.text(one.name, place);
    if (name === '')
      throw new SbomRefusal(`${this.#file} lists a component without a name, number ${place}. Nothing was kept.`);
    const purl = this.text(one.purl, place);
    const version = this.text(one.version, place) || (purl === '' ? '' : versionInPurl(purl));
    this.#components.push({
      key: componentKey(name, purl === '' ? null : purl),
      name,
      version,
      supplier: this.text(one.supplier, place),
    });
  }

  /** One line of text. @throws SbomRefusal where it is longer than any name is */
  text(said: string, place: number): string {
    const text = said.toWellFormed().replaceAll(UNSEEN, ' ').trim();
    if (text.length > SBOM_LIMITS.text)
      throw new SbomRefusal(
        `${this.#file} has a text of more than ${SBOM_LIMITS.text} characters in component ${place}. No name or version is so long: it is not read.`,
      );
    return text;
  }

  /** @throws SbomRefusal where nothing is listed: that there are no components, only a person can say */
  result(format: string): Sbom {
    if (this.#components.length === 0)
      throw new SbomRefusal(
        `${this.#file} lists no component. Where a release has none, a person says so on the page of the release. Nothing was kept.`,
      );
    const components = mergedComponents(this.#components);
    const long = components.find(
      ({ key, version }) => Buffer.byteLength(key) + Buffer.byteLength(version) > MOST_BYTES,
    );
    if (long)
      throw new SbomRefusal(
        `${this.#file} lists “${long.name.slice(0, 60)}” in so many versions, or by so long a name, that it is not read. Nothing was kept.`,
      );
    return { format, components, leftOut: this.#leftOut };
  }
}

/** A field that has to be text where it is there. @throws SbomRefusal */
export function textIn(value: unknown, file: string, field: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string')
    throw new SbomRefusal(`${file} has something else than text in a “${field}”. Nothing was kept.`);
  return value;
}

/** A list where there is one. @throws SbomRefusal */
export function listIn(value: unknown, file: string, field: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    throw new SbomRefusal(`${file} has something else than a list in “${field}”. Nothing was kept.`);
  return value as readonly unknown[];
}

/** An object. @throws SbomRefusal */
export function objectIn(value: unknown, file: string, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SbomRefusal(`${file} has something else than an object in “${field}”. Nothing was kept.`);
  return value as Readonly<Record<string, unknown>>;
}
