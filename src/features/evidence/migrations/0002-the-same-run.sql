-- The same file can be another run: one that says no time is the same, byte for byte, whenever its tests pass in the same time.
-- Whether it is, is decided where it is taken in.
drop index evidence_run_file;
create index evidence_run_file on evidence_run (organisation_id, service_id, release_id, sha256);

-- Why it was withdrawn.
alter table release add column reason_id uuid;
