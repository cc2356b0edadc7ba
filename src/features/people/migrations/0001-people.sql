-- People as far as a safety case rests on them: their entries on registers, their training and competence, and who is
-- clinical safety officer of a service. All rows are versions; what a person typed has its home in text_value.

create table registration (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  person_id uuid not null,
  register text not null,
  number_id uuid not null,
  name_id uuid not null,
  profession text not null,
  withdrawn boolean not null,
  primary key (organisation_id, id, from_seq)
);
create unique index registration_now on registration (organisation_id, id) where to_seq = 9007199254740991;
create index registration_person on registration (organisation_id, person_id) where to_seq = 9007199254740991;
call protect_versions('registration');

-- Somebody looked at the register. It is never changed: a later look-up counts in its place.
create table registration_look_up (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  registration_id uuid not null,
  looked_up_by uuid not null,
  looked_up_on date not null,
  status text not null
    check (status in ('registered', 'registered with conditions', 'suspended', 'lapsed', 'not found')),
  conditions_id uuid,
  address_id uuid not null,
  note_id uuid,
  evidence bytea,
  since date,
  next_due date not null,
  primary key (organisation_id, id, from_seq)
);
create index registration_look_up_of on registration_look_up (organisation_id, registration_id, looked_up_on);
call protect_versions('registration_look_up');

-- Days on which a registration turned out not to have been held: signatures of those days that required it are void.
create table registration_gap (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  registration_id uuid not null,
  from_day date not null,
  to_day date check (to_day is null or to_day >= from_day),
  reason_id uuid not null,
  seen_id uuid not null,
  recorded_by uuid not null,
  primary key (organisation_id, id, from_seq)
);
create index registration_gap_of on registration_gap (organisation_id, registration_id);
call protect_versions('registration_gap');

create table training (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  person_id uuid not null,
  course_id uuid not null,
  provider_id uuid not null,
  level_id uuid,
  taken_on date not null,
  expires_on date check (expires_on is null or expires_on >= taken_on),
  certificate bytea,
  withdrawn boolean not null,
  primary key (organisation_id, id, from_seq)
);
create unique index training_now on training (organisation_id, id) where to_seq = 9007199254740991;
create index training_person on training (organisation_id, person_id) where to_seq = 9007199254740991;
call protect_versions('training');

-- DCB0129 2.4.2: kept for everybody who contributes. A later assessment ends the one before it.
create table competence (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  person_id uuid not null,
  service_id uuid,
  role_id uuid not null,
  experience_id uuid not null,
  training_id uuid,
  assessed_by uuid not null,
  assessed_on date not null,
  review_on date not null check (review_on >= assessed_on),
  primary key (organisation_id, id, from_seq)
);
create index competence_person on competence (organisation_id, person_id) where to_seq = 9007199254740991;
call protect_versions('competence');

create table nomination (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  person_id uuid not null,
  office text not null check (office in ('clinical safety officer', 'deputy clinical safety officer')),
  state text not null check (state in ('awaits an answer', 'accepted', 'declined', 'withdrawn')),
  nominated_by uuid not null,
  nominated_at timestamptz(3) not null,
  begins_on date,
  employer_id uuid,
  note_id uuid,
  clinician_because_id uuid,
  answered_at timestamptz(3),
  holds_from timestamptz(3),
  accepted_seq bigint,
  statement integer,
  confirmed_by text,
  declined_because_id uuid,
  ends_at timestamptz(3),
  ended_because_id uuid,
  access_until date,
  primary key (organisation_id, id, from_seq),
  check (state <> 'accepted' or (answered_at is not null and holds_from is not null and accepted_seq is not null
    and statement is not null and confirmed_by is not null))
);
create unique index nomination_now on nomination (organisation_id, id) where to_seq = 9007199254740991;
create index nomination_service on nomination (organisation_id, service_id) where to_seq = 9007199254740991;
create index nomination_person on nomination (organisation_id, person_id) where to_seq = 9007199254740991;
call protect_versions('nomination');

create table leave_of_absence (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  nomination_id uuid not null,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  stand_in_id uuid,
  primary key (organisation_id, id, from_seq)
);
create index leave_of_absence_now on leave_of_absence (organisation_id, nomination_id) where to_seq = 9007199254740991;
call protect_versions('leave_of_absence');
