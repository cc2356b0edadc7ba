-- Being told what happened: each report is answered in plain words, or it is said why not. Every row is a version.

-- What somebody writes for whoever made a report, before it goes to them.
create table incident_feedback_draft (
  organisation_id uuid not null,
  report_id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  incident_id uuid not null,
  -- How it was graded, what was found, what changed, what did not and why. Null where there is nothing to say.
  graded_id uuid,
  found_id uuid,
  changed_id uuid,
  unchanged_id uuid,
  written_by text not null,
  primary key (organisation_id, report_id, from_seq)
);
create unique index incident_feedback_draft_now on incident_feedback_draft (organisation_id, report_id)
  where to_seq = 9007199254740991;
call protect_versions('incident_feedback_draft');

-- What they were told, as it was told; or that they are told nothing, and why. It stays: a later one stands beside it.
create table incident_feedback (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  incident_id uuid not null,
  report_id uuid not null,
  graded_id uuid,
  found_id uuid,
  changed_id uuid,
  unchanged_id uuid,
  -- Why they are told nothing: for the team. Null where they were told.
  reason_id uuid,
  -- What the gate decided of a notice to somebody without an account, by its reason; null where there was none to send.
  notice text,
  given_by text not null,
  primary key (organisation_id, id, from_seq),
  check ((reason_id is null) <> (found_id is null))
);
create index incident_feedback_report on incident_feedback (organisation_id, report_id, from_seq);
create index incident_feedback_incident on incident_feedback (organisation_id, incident_id, from_seq);
call protect_versions('incident_feedback');

-- That somebody of the team who reported has read the answer: it leaves their desk then.
create table incident_feedback_read (
  organisation_id uuid not null,
  -- The answer.
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  person_id uuid not null,
  primary key (organisation_id, id, from_seq)
);
call protect_versions('incident_feedback_read');
