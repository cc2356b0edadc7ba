-- A correction of spelling lapses no signature. Beside the wording that is shown stands the wording that counts, where that
-- is another: the one before the corrections. Null: what is shown counts.

alter table hazard
  add column counting_name_id uuid,
  add column counting_description_id uuid,
  -- As many as effect_ids and harm_ids.
  add column counting_effect_ids uuid[],
  add column counting_harm_ids uuid[],
  -- Why somebody called this version a correction, of its causes too; null where it is none.
  add column wording_reason_id uuid;

alter table hazard_cause add column counting_text_id uuid;

alter table control
  add column counting_text_id uuid,
  add column wording_reason_id uuid;
