-- Actions: what somebody has to do by a day. One list for the whole organisation, with numbers that are given once.

create table action (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- ACT-12: given once in the organisation, never used again.
  number int not null,
  -- Null for what belongs to no single service.
  service_id uuid,
  title_id uuid not null,
  owner_id uuid not null,
  due date not null,
  state text not null check (state in ('open', 'done', 'not needed')),
  -- What shows that it was done.
  evidence_id uuid,
  evidence_link text,
  -- Why it stands as it does: no longer needed, taken up again, put off, or handed on.
  reason_id uuid,
  -- What it comes from: the kind and id of a subject, how it is called, and where it stands. It outlives it.
  source_kind text,
  source_id uuid,
  source_label text,
  source_href text,
  primary key (organisation_id, id, from_seq)
);
create unique index action_now on action (organisation_id, id) where to_seq = 9007199254740991;
create unique index action_number on action (organisation_id, number) where to_seq = 9007199254740991;
-- A desk asks for one person's, a service for its own; what is done is asked for seldom.
create index action_owner on action (organisation_id, owner_id, due, number)
  where to_seq = 9007199254740991 and state = 'open';
create index action_service on action (organisation_id, service_id, due, number)
  where to_seq = 9007199254740991 and state = 'open';
create index action_due on action (organisation_id, state, due, number) where to_seq = 9007199254740991;
create index action_source on action (organisation_id, source_kind, source_id) where to_seq = 9007199254740991;
call protect_versions('action');
