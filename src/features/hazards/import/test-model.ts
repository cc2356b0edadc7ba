import assert from 'node:assert/strict';
import { NHS_SCHEME } from '../../schemes/index.ts';
import { changesFor, type Changes, type ControlVersion, type HazardVersion } from './changes.ts';
import { compare, type Comparison } from './diff.ts';
import type { KeptCause, KeptHazard, KeptLink, KeptLog, KeptRating } from './kept.ts';
import type { ImportedLog } from './shape.ts';
import { saidIn } from './words.ts';

/** The tables, as a test keeps them: what the store does with changes, without a database. */
export class Model {
  readonly hazards = new Map<string, HazardVersion>();
  readonly controls = new Map<string, ControlVersion>();
  readonly causes = new Map<string, KeptCause & { hazard: string; position: number }>();
  readonly links = new Map<string, KeptLink & { hazard: string }>();
  readonly ratings = new Map<string, KeptRating & { hazard: string; phase: string }>();
  #scheme: KeptLog['scheme'] = NHS_SCHEME;
  #ids = 0;

  compare(log: ImportedLog): Comparison {
    return compare(this.kept(), saidIn(log, log.scheme ?? this.#scheme));
  }

  import(log: ImportedLog, accepts: (row: string) => boolean = () => true): Changes {
    const kept = this.kept();
    const said = saidIn(log, log.scheme ?? this.#scheme);
    const changes = changesFor(kept, said, compare(kept, said), {
      newId: () => `id${++this.#ids}`,
      nextHazard: 1 + Math.max(0, ...[...this.hazards.values()].map((one) => one.number)),
      nextControl: 1 + Math.max(0, ...[...this.controls.values()].map((one) => one.number)),
      log: 'log',
      accepts,
    });
    this.#write(changes);
    return changes;
  }

  #write(changes: Changes): void {
    const { ended } = changes;
    const endedHazards = new Set(ended.hazards);
    const endedControls = new Set(ended.controls);
    for (const hazard of changes.hazards) {
      // As the database would say it: one current version of each id, and one hazard of each number.
      assert.equal(endedHazards.has(hazard.id), this.hazards.has(hazard.id), 'a version ends where another begins');
      const taken = [...this.hazards.values()].find((one) => one.number === hazard.number);
      assert.ok(!taken || taken.id === hazard.id, `HAZ-${hazard.number} is given twice`);
      const harmed = hazard.harmed === undefined ? this.hazards.get(hazard.id)?.harmed : hazard.harmed;
      this.hazards.set(hazard.id, { ...hazard, harmed });
    }
    for (const control of changes.controls) {
      assert.equal(endedControls.has(control.id), this.controls.has(control.id), 'a version ends where another begins');
      const taken = [...this.controls.values()].find((one) => one.number === control.number);
      assert.ok(!taken || taken.id === control.id, `CTL-${control.number} is given twice`);
      assert.ok(!this.controls.get(control.id)?.retired, 'what is retired stays so');
      const note = control.newHazardsNote ?? this.controls.get(control.id)?.newHazardsNote;
      this.controls.set(control.id, { ...control, newHazardsNote: note });
    }
    for (const id of ended.causes) assert.ok(this.causes.delete(id), 'a cause ends that was there');
    for (const cause of changes.causes) {
      assert.ok(!this.causes.has(cause.id));
      this.causes.set(cause.id, cause);
    }
    for (const { hazard, control } of ended.links) assert.ok(this.links.delete(`${hazard} ${control}`));
    for (const link of changes.links) {
      const key = `${link.hazard} ${link.control}`;
      assert.ok(!this.links.has(key), 'one link of a hazard and a control');
      for (const cause of link.causes) assert.equal(this.causes.get(cause)?.hazard, link.hazard);
      this.links.set(key, link);
    }
    for (const { hazard, phase } of ended.ratings) assert.ok(this.ratings.delete(`${hazard} ${phase}`));
    for (const rating of changes.ratings) {
      const key = `${rating.hazard} ${rating.phase}`;
      assert.ok(!this.ratings.has(key));
      this.ratings.set(key, rating);
    }
    for (const link of this.links.values()) {
      if (this.hazards.get(link.hazard)!.retired) continue;
      assert.equal(this.controls.get(link.control)?.retired, false, 'no living hazard rests on a retired control');
      for (const cause of link.causes) assert.ok(this.causes.has(cause), 'no link answers a cause that is gone');
    }
    this.#scheme = changes.scheme;
  }

  kept(): KeptLog {
    const of = <T extends { hazard: string }>(map: ReadonlyMap<string, T>, id: string) =>
      [...map.values()].filter((one) => one.hazard === id);
    const byPosition = (a: { position: number }, b: { position: number }) => a.position - b.position;
    const all = [...this.hazards.values()]
      .toSorted((a, b) => a.number - b.number)
      .map((hazard): KeptHazard => ({
        ...hazard,
        log: { id: 'log', number: 1 },
        harmed: hazard.harmed ?? null,
        initial: this.ratings.get(`${hazard.id} initial`) ?? null,
        target: this.ratings.get(`${hazard.id} target`) ?? null,
        residual: this.ratings.get(`${hazard.id} residual`) ?? null,
        deployer: this.ratings.get(`${hazard.id} deployer`) ?? null,
        causes: of(this.causes, hazard.id).toSorted(byPosition),
        links: of(this.links, hazard.id).toSorted(byPosition),
      }));
    const isRetired = (hazard: KeptHazard) => this.hazards.get(hazard.id)!.retired;
    const controls = [...this.controls.values()]
      .filter((one) => !one.retired)
      .toSorted((a, b) => a.number - b.number)
      .map((one) => ({ ...one, newHazardsNote: one.newHazardsNote ?? null, elsewhere: null }));
    return {
      id: 'log',
      number: 1,
      title: 'Log',
      scheme: this.#scheme,
      sources: [],
      version: 1,
      hazards: all.filter((hazard) => !isRetired(hazard)),
      controls,
      foreign: [],
      elsewhere: [],
      retired: all.filter(isRetired),
    };
  }
}
