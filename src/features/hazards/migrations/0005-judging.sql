-- What a person decides about a risk that stays: why it is not reduced further, or what weighing it against the benefit
-- comes to. Its words are in text_id.
alter table hazard_judgement
  add column finding text not null
    check (case kind when 'acceptance' then finding in ('impractical', 'cost')
      else finding in ('outweighs', 'does not outweigh') end);
