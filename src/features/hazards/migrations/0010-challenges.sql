-- What speaks against a hazard as it is rated, or against a control, and came from elsewhere: an incident. It stands until a
-- person answers it; a residual rating that is given after it answers it as well.

create table hazard_challenge (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  kind text not null check (kind in ('hazard', 'control')),
  subject_id uuid not null,
  -- What it comes from, as people call it, and where that is: "INC-3".
  source text not null,
  source_href text not null,
  -- The entry with which it came in, and when: answers come after it.
  opened_seq bigint not null,
  opened_at timestamptz(3) not null,
  said_id uuid not null,
  state text not null check (state in ('open', 'answered')),
  answer_id uuid,
  answered_by text,
  primary key (organisation_id, id, from_seq),
  check ((state = 'answered') = (answer_id is not null)),
  check ((state = 'answered') = (answered_by is not null))
);
create unique index hazard_challenge_now on hazard_challenge (organisation_id, id) where to_seq = 9007199254740991;
-- One at a time from the same incident: what is open is open.
create unique index hazard_challenge_open on hazard_challenge (organisation_id, subject_id, source)
  where to_seq = 9007199254740991 and state = 'open';
create index hazard_challenge_subject on hazard_challenge (organisation_id, subject_id, opened_seq);
create index hazard_challenge_service on hazard_challenge (organisation_id, service_id) where state = 'open';
call protect_versions('hazard_challenge');
