/**
 * A bill of materials that is not taken, in a sentence that whoever runs the pipeline can act on. Its message is shown as it
 * is; anything else that goes wrong is a defect of ours.
 */
export class SbomRefusal extends Error {
  override readonly name = 'SbomRefusal';
}
