-- Decisions and assumptions (DCB0129 3.1.4): what was decided by whom and why, and what is taken to be so.

create table decision (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- DEC-3: given once in a service, never used again.
  number int not null,
  question_id uuid not null,
  -- The options that were looked at, in their order, with what speaks for and against each; null where nothing was said.
  option_ids uuid[] not null,
  pro_ids uuid[] not null,
  con_ids uuid[] not null,
  -- The place of the chosen option, from 1; null while none is chosen.
  chosen int,
  reason_id uuid,
  -- Who decided: a person of the organisation, or a group by its name, with the people in it.
  decider_id uuid,
  group_id uuid,
  people_id uuid,
  decided_on date,
  state text not null check (state in ('open', 'taken', 'superseded')),
  supersedes uuid,
  superseded_by uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index decision_now on decision (organisation_id, id) where to_seq = 9007199254740991;
create unique index decision_number on decision (organisation_id, service_id, number) where to_seq = 9007199254740991;
call protect_versions('decision');

-- What a decision touches. It is said with the decision, and stays.
create table decision_link (
  organisation_id uuid not null,
  decision_id uuid not null,
  position int not null,
  from_seq bigint not null,
  -- A thing in Primum, by kind and id, as it was called; or words for a document that is kept elsewhere.
  kind text,
  subject_id uuid,
  reference text,
  words_id uuid,
  primary key (organisation_id, decision_id, position),
  check ((kind is null) = (subject_id is null) and (kind is null) = (reference is null) and (kind is null) <> (words_id is null))
);
create index decision_link_subject on decision_link (organisation_id, subject_id, kind) where subject_id is not null;
call protect('decision_link', 'select, insert');

create table assumption (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- ASM-2: given once in a service, never used again.
  number int not null,
  text_id uuid not null,
  why_id uuid not null,
  owner_id uuid not null,
  -- The last day on which it can be relied on without another look.
  review_by date not null,
  state text not null check (state in ('held', 'found false', 'no longer needed')),
  -- The ledger entry since which it is so: for one that was found false, the contrary evidence.
  since_seq bigint not null,
  -- What was said when it was last looked at or handed on; null where it was only recorded.
  reason_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index assumption_now on assumption (organisation_id, id) where to_seq = 9007199254740991;
create unique index assumption_number on assumption (organisation_id, service_id, number) where to_seq = 9007199254740991;
-- A desk asks for what its owner has to look at.
create index assumption_owner on assumption (organisation_id, owner_id, review_by)
  where to_seq = 9007199254740991 and state = 'held';
create index assumption_false on assumption (organisation_id, service_id) where to_seq = 9007199254740991 and state = 'found false';
call protect_versions('assumption');
