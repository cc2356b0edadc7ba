-- What lapses, of one kind in a whole organisation: a desk asks for the few of it among many.
create index subject_state_lapses on subject_state (organisation_id, kind, lapses_at)
  where lapses_at is not null and not retired;
