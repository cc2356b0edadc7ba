-- The gate: by what policy a service has it asked, what was declared on incidents, who let a release go against it, and the
-- answers that were kept.

create table gate_policy (
  organisation_id uuid not null,
  -- That of the service: one policy each.
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  mode text not null check (mode in ('advise', 'warn', 'enforce')),
  -- Ids of checks that are not asked, and in the same order why.
  left_out text[] not null,
  left_out_reason_ids uuid[] not null,
  -- For how many days a declaration on incidents stands.
  days int not null check (days between 1 and 92),
  -- Why it was made weaker.
  reason_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index gate_policy_now on gate_policy (organisation_id, id) where to_seq = 9007199254740991;
call protect_versions('gate_policy');

-- Declarations that no incident undermines the safety case, and that one may. The last one counts. Never changed.
create table gate_declaration (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  service_id uuid not null,
  -- Until when it stands, by the policy of that day; null for one that says that an incident may.
  until_at timestamptz(3),
  person_id uuid not null,
  -- What was looked at; or why it no longer stands.
  note_id uuid not null,
  -- How the person confirmed who they are, where it was asked.
  confirmed_by text,
  primary key (organisation_id, id)
);
create index gate_declaration_last on gate_declaration (organisation_id, service_id, seq desc);
call protect('gate_declaration', 'select, insert');

-- A release that was let go against the gate. It ends by itself, and is never changed.
create table gate_override (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  service_id uuid not null,
  number int not null,
  sort text not null check (sort in ('override', 'urgent safety fix')),
  release_id uuid not null,
  reason_id uuid not null,
  person_id uuid not null,
  -- As what the plan names them, and their registration as it was then.
  role text not null,
  registration_id uuid,
  confirmed_by text not null,
  until_at timestamptz(3) not null,
  -- Of an urgent safety fix: by when somebody looks at it afterwards, and the number of that action.
  review_due date,
  review_action int,
  primary key (organisation_id, id)
);
create unique index gate_override_number on gate_override (organisation_id, service_id, number);
create index gate_override_release on gate_override (organisation_id, release_id);
call protect('gate_override', 'select, insert');

-- Answers that were kept, as they were. Never changed.
create table gate_answer (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  service_id uuid not null,
  -- GATE-412: given once in a service, never used again.
  number int not null,
  sort text not null check (sort in ('asked', 'rollback', 'switched off')),
  -- As it was asked for: a release that nobody recorded has a version too. Null where something was switched off.
  release text,
  release_id uuid,
  verdict text not null check (verdict in ('go', 'no-go', 'cannot-tell')),
  mode text not null check (mode in ('advise', 'warn', 'enforce')),
  -- The answer whole, as JSON: words of people stand in it, so it has one home, where it can be erased.
  answer_id uuid not null,
  primary key (organisation_id, id)
);
create unique index gate_answer_number on gate_answer (organisation_id, service_id, number);
create index gate_answer_release on gate_answer (organisation_id, release_id) where release_id is not null;
call protect('gate_answer', 'select, insert');
