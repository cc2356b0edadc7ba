-- What speaks against claims of the argument, and what is not known of them. The argument itself is kept nowhere: it follows
-- from the file.

create table counter_evidence (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- The claim as the pattern names it, such as G-HAZ-12: one of a claim stands.
  claim text not null,
  -- Null where the writer knows of nothing: a named person says so, and that lapses.
  against_id uuid,
  unknown_id uuid,
  -- Why the claim holds all the same.
  answer_id uuid,
  -- The ledger entries in which it was written, and answered.
  written_seq bigint not null,
  answered_seq bigint,
  review_by date not null,
  primary key (organisation_id, id, from_seq)
);
create unique index counter_evidence_now on counter_evidence (organisation_id, id) where to_seq = 9007199254740991;
create unique index counter_evidence_claim on counter_evidence (organisation_id, service_id, claim)
  where to_seq = 9007199254740991;
-- As at a day.
create index counter_evidence_versions on counter_evidence (organisation_id, service_id, claim, from_seq);
call protect_versions('counter_evidence');

-- Arguments that somebody brought: a supplier's, or one from before. Kept whole, beside the one that follows from the file.
create table argument_document (
  organisation_id uuid not null,
  id uuid not null,
  -- The ledger entry that took it in.
  made_seq bigint not null,
  service_id uuid not null,
  -- ARG-3: given once in a service, never used again.
  number int not null,
  title_id uuid not null,
  -- The names of its files, and what stands in each, in their order.
  file_ids uuid[] not null check (cardinality(file_ids) between 1 and 20),
  content_ids uuid[] not null check (cardinality(content_ids) = cardinality(file_ids)),
  primary key (organisation_id, id)
);
create unique index argument_document_number on argument_document (organisation_id, service_id, number);
call protect('argument_document', 'select, insert');
