-- Workshops and meetings of a service: who was in the room, what was said under which prompt, what was decided, and the draft
-- hazards that wait for somebody who judges them. A version of the minutes is all of it as it stood when they were closed.

create table workshop (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- WSP-3: given once in its service, never used again.
  number int not null,
  kind text not null check (kind in ('hazard workshop', 'safety group meeting')),
  title_id uuid not null,
  day date not null,
  -- Null for a meeting.
  method text check (method in ('swift', 'ffa', 'hazop', 'fmea', 'fishbone', 'free')),
  scope_id uuid,
  -- Names of components, areas of the guidance, and further sets of prompts.
  components jsonb not null,
  areas jsonb not null,
  lenses jsonb not null,
  state text not null check (state in ('open', 'closed', 'called off')),
  -- How many versions the minutes have.
  minutes int not null,
  -- Why it was right without some of those who should be in the room (DCB0129 4.1.2).
  departure_id uuid,
  -- Why it was called off, or why its minutes were opened again.
  reason_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index workshop_now on workshop (organisation_id, id) where to_seq = 9007199254740991;
create unique index workshop_number on workshop (organisation_id, service_id, number) where to_seq = 9007199254740991;
create index workshop_day on workshop (organisation_id, service_id, day) where to_seq = 9007199254740991;
-- A desk asks for those whose minutes are missing.
create index workshop_open on workshop (organisation_id, day) where to_seq = 9007199254740991 and state = 'open';
call protect_versions('workshop');

create table workshop_attendee (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  workshop_id uuid not null,
  -- Somebody of the organisation, or the name of a guest.
  person_id uuid,
  guest_id uuid,
  role text not null,
  primary key (organisation_id, id, from_seq),
  check ((person_id is null) <> (guest_id is null))
);
create index workshop_attendee_of on workshop_attendee (organisation_id, workshop_id);
call protect_versions('workshop_attendee');

create table workshop_note (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  workshop_id uuid not null,
  sort text not null check (sort in ('said', 'decision')),
  -- What was said stands under a prompt, and there is one of each; decisions have numbers.
  prompt text,
  number int,
  text_id uuid not null,
  primary key (organisation_id, id, from_seq),
  check ((sort = 'said') = (prompt is not null) and (sort = 'decision') = (number is not null))
);
create index workshop_note_of on workshop_note (organisation_id, workshop_id);
call protect_versions('workshop_note');

create table workshop_draft (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  workshop_id uuid not null,
  number int not null,
  prompt text not null,
  name_id uuid not null,
  cause_id uuid,
  effect_id uuid,
  harm_id uuid,
  harmed_id uuid,
  component text,
  place text check (place in ('content', 'process', 'service')),
  -- Who raised it: of a guest the role alone.
  raised_role text,
  raised_person_id uuid,
  state text not null check (state in ('waiting', 'recorded', 'merged', 'not taken', 'taken back')),
  -- The hazard that it became, or was brought into; and how that was called.
  hazard_id uuid,
  hazard_reference text,
  reason_id uuid,
  primary key (organisation_id, id, from_seq),
  check ((hazard_id is not null) = (state in ('recorded', 'merged')))
);
create index workshop_draft_of on workshop_draft (organisation_id, workshop_id);
create index workshop_draft_hazard on workshop_draft (organisation_id, hazard_id) where to_seq = 9007199254740991;
create index workshop_draft_waiting on workshop_draft (organisation_id, workshop_id)
  where to_seq = 9007199254740991 and state = 'waiting';
call protect_versions('workshop_draft');
