-- Client identification: person records, enquiries, referrals, earlier contact, screening, decisions, and what was told to whom.

-- register: one person record of one programme; who it is, sealed under the record's own key.
CREATE TABLE person (
  id BIGINT PRIMARY KEY, -- internal kept: until reviewed
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: until reviewed
  described BYTEA, -- identity kept: until reviewed
  birth BYTEA NOT NULL, -- identity kept: until reviewed
  place BYTEA NOT NULL, -- identity kept: until reviewed
  erased_at BIGINT, -- internal kept: always, as a tombstone
  version BIGINT NOT NULL -- internal kept: until reviewed
);

-- register: the names of a person, each with its kind; one that is given up is struck and stays.
CREATE TABLE person_name (
  id BIGINT PRIMARY KEY, -- internal kept: until reviewed
  person_id BIGINT NOT NULL REFERENCES person (id), -- internal kept: until reviewed
  kind TEXT NOT NULL, -- internal kept: until reviewed
  name BYTEA NOT NULL, -- identity kept: until reviewed
  position BIGINT NOT NULL, -- internal kept: until reviewed
  struck_at BIGINT -- internal kept: until reviewed
);
CREATE INDEX person_name__person ON person_name (person_id);

-- register: keyed tokens by which a person record is found; deleted first when it is erased.
CREATE TABLE person_token (
  generation BIGINT NOT NULL, -- internal kept: until reviewed
  token BIGINT NOT NULL, -- internal kept: until reviewed
  person_id BIGINT NOT NULL REFERENCES person (id), -- internal kept: until reviewed
  PRIMARY KEY (generation, token, person_id)
);
CREATE INDEX person_token__person ON person_token (person_id);

-- record: judgements that two records are, or are not, one human being; a later one supersedes.
CREATE TABLE person_link (
  id BIGINT PRIMARY KEY, -- internal kept: until reviewed
  one_id BIGINT NOT NULL REFERENCES person (id), -- internal kept: until reviewed
  other_id BIGINT NOT NULL REFERENCES person (id), -- internal kept: until reviewed
  referral_id BIGINT, -- internal kept: until reviewed
  search_id BIGINT, -- internal kept: until reviewed
  verdict TEXT NOT NULL, -- internal kept: until reviewed
  why BYTEA NOT NULL, -- narrative kept: until reviewed
  judged_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: until reviewed
  judged_at BIGINT NOT NULL, -- internal kept: until reviewed
  superseded_by BIGINT -- internal kept: until reviewed
);
CREATE INDEX person_link__one ON person_link (one_id);
CREATE INDEX person_link__other ON person_link (other_id);

-- register: enquiries. Who rings, and how they are recognised, is sealed.
CREATE TABLE enquiry (
  id BIGINT PRIMARY KEY, -- internal kept: until reviewed
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: until reviewed
  reference TEXT NOT NULL, -- public kept: until reviewed
  caller BYTEA NOT NULL, -- narrative kept: until reviewed
  state TEXT NOT NULL, -- internal kept: until reviewed
  state_at BIGINT, -- internal kept: until reviewed
  sent_to BYTEA, -- narrative kept: until reviewed
  referral_id BIGINT, -- internal kept: until reviewed
  opened_at BIGINT NOT NULL, -- internal kept: until reviewed
  version BIGINT NOT NULL, -- internal kept: until reviewed
  CONSTRAINT enquiry__programme_id_reference UNIQUE (programme_id, reference)
);
CREATE INDEX enquiry__list ON enquiry (programme_id, opened_at, id);
CREATE INDEX enquiry__open ON enquiry (programme_id, opened_at, id) WHERE state = 'open';

-- record: the calls of an enquiry.
CREATE TABLE enquiry_call (
  id BIGINT PRIMARY KEY, -- internal kept: with its enquiry
  enquiry_id BIGINT NOT NULL REFERENCES enquiry (id), -- internal kept: with its enquiry
  began_at BIGINT NOT NULL, -- internal kept: with its enquiry
  minutes BIGINT, -- internal kept: with its enquiry
  recognised TEXT NOT NULL, -- internal kept: with its enquiry
  advice TEXT NOT NULL, -- internal kept: with its enquiry
  made_of_it TEXT NOT NULL, -- internal kept: with its enquiry
  words BYTEA NOT NULL, -- narrative kept: with its enquiry
  taken_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its enquiry
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its enquiry
  recorded_at BIGINT NOT NULL -- internal kept: with its enquiry
);
CREATE INDEX enquiry_call__enquiry ON enquiry_call (enquiry_id, began_at);

-- register: what was promised to a caller.
CREATE TABLE enquiry_promise (
  id BIGINT PRIMARY KEY, -- internal kept: with its enquiry
  enquiry_id BIGINT NOT NULL REFERENCES enquiry (id), -- internal kept: with its enquiry
  what BYTEA NOT NULL, -- narrative kept: with its enquiry
  until_at BIGINT NOT NULL, -- internal kept: with its enquiry
  made_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its enquiry
  kept_at BIGINT -- internal kept: with its enquiry
);
CREATE INDEX enquiry_promise__enquiry ON enquiry_promise (enquiry_id);

-- register: calls agreed for a time.
CREATE TABLE agreed_call (
  id BIGINT PRIMARY KEY, -- internal kept: with its enquiry
  enquiry_id BIGINT NOT NULL REFERENCES enquiry (id), -- internal kept: with its enquiry
  agreed_for BIGINT NOT NULL, -- internal kept: with its enquiry
  settled_at BIGINT, -- internal kept: with its enquiry
  held BOOLEAN -- internal kept: with its enquiry
);
CREATE INDEX agreed_call__enquiry ON agreed_call (enquiry_id);

-- register: referrals. Who referred, and how they are called back, is sealed.
CREATE TABLE referral (
  id BIGINT PRIMARY KEY, -- internal kept: until reviewed
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: until reviewed
  reference TEXT NOT NULL, -- public kept: until reviewed
  public_token_hash BYTEA, -- internal kept: until reviewed
  channel TEXT NOT NULL, -- internal kept: until reviewed
  enquiry_id BIGINT, -- internal kept: until reviewed
  sector TEXT NOT NULL, -- internal kept: until reviewed
  referrer BYTEA NOT NULL, -- identity kept: until reviewed
  may_be_named TEXT NOT NULL, -- internal kept: until reviewed
  verification TEXT NOT NULL, -- internal kept: until reviewed
  person_knows TEXT NOT NULL, -- internal kept: until reviewed
  urgency TEXT NOT NULL, -- internal kept: until reviewed
  happened BYTEA NOT NULL, -- narrative kept: until reviewed
  state TEXT NOT NULL, -- internal kept: until reviewed
  until_at BIGINT, -- internal kept: until reviewed
  state_words BYTEA, -- narrative kept: until reviewed
  case_id BIGINT, -- internal kept: until reviewed
  received_at BIGINT NOT NULL, -- internal kept: until reviewed
  review_on BIGINT, -- internal kept: until reviewed
  version BIGINT NOT NULL, -- internal kept: until reviewed
  CONSTRAINT referral__programme_id_reference UNIQUE (programme_id, reference),
  CONSTRAINT referral__public_token_hash UNIQUE (public_token_hash)
);
CREATE INDEX referral__list ON referral (programme_id, received_at, id);
CREATE INDEX referral__open ON referral (programme_id, received_at, id)
  WHERE state IN ('received', 'in_screening', 'awaiting_information');
CREATE INDEX referral__review ON referral (review_on, programme_id);

-- record: the people whom a referral concerns.
CREATE TABLE referral_person (
  referral_id BIGINT NOT NULL REFERENCES referral (id), -- internal kept: until reviewed
  person_id BIGINT NOT NULL REFERENCES person (id), -- internal kept: until reviewed
  position BIGINT NOT NULL, -- internal kept: until reviewed
  PRIMARY KEY (referral_id, person_id)
);
CREATE INDEX referral_person__person ON referral_person (person_id);

-- record: what was seen or heard, and, apart from it, what is made of it.
CREATE TABLE referral_line (
  id BIGINT PRIMARY KEY, -- internal kept: with its referral
  referral_id BIGINT NOT NULL REFERENCES referral (id), -- internal kept: with its referral
  kind TEXT NOT NULL, -- internal kept: with its referral
  position BIGINT NOT NULL, -- internal kept: with its referral
  words BYTEA NOT NULL, -- narrative kept: with its referral
  recorded_by BIGINT, -- internal kept: with its referral
  recorded_at BIGINT NOT NULL -- internal kept: with its referral
);
CREATE INDEX referral_line__referral ON referral_line (referral_id);

-- record: searches for earlier contact, or why one could not be made yet.
CREATE TABLE prior_search (
  id BIGINT PRIMARY KEY, -- internal kept: with its referral
  referral_id BIGINT NOT NULL REFERENCES referral (id), -- internal kept: with its referral
  person_id BIGINT, -- internal kept: with its referral
  generation BIGINT NOT NULL, -- internal kept: with its referral
  not_searchable BYTEA, -- narrative kept: with its referral
  weak_closed BYTEA, -- narrative kept: with its referral
  searched_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its referral
  purpose TEXT NOT NULL, -- internal kept: with its referral
  searched_at BIGINT NOT NULL, -- internal kept: with its referral
  owed_again_at BIGINT -- internal kept: with its referral
);
CREATE INDEX prior_search__referral ON prior_search (referral_id, searched_at);

-- register: the records that a search turned up, and how they were judged.
CREATE TABLE prior_candidate (
  search_id BIGINT NOT NULL REFERENCES prior_search (id), -- internal kept: with its referral
  person_id BIGINT NOT NULL REFERENCES person (id), -- internal kept: with its referral
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: with its referral
  likeness TEXT NOT NULL, -- internal kept: with its referral
  shown TEXT NOT NULL, -- internal kept: with its referral
  link_id BIGINT, -- internal kept: with its referral
  closed_at BIGINT, -- internal kept: with its referral
  PRIMARY KEY (search_id, person_id)
);

-- register: questions to the matching officer, and the answers.
CREATE TABLE officer_question (
  id BIGINT PRIMARY KEY, -- internal kept: with its referral
  referral_id BIGINT NOT NULL REFERENCES referral (id), -- internal kept: with its referral
  search_id BIGINT NOT NULL REFERENCES prior_search (id), -- internal kept: with its referral
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: with its referral
  asked_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its referral
  asked_at BIGINT NOT NULL, -- internal kept: with its referral
  due_at BIGINT NOT NULL, -- internal kept: with its referral
  answer TEXT, -- internal kept: with its referral
  answer_words BYTEA, -- narrative kept: with its referral
  answered_by BIGINT, -- internal kept: with its referral
  answered_at BIGINT -- internal kept: with its referral
);
CREATE INDEX officer_question__referral ON officer_question (referral_id);
CREATE INDEX officer_question__open ON officer_question (answered_at, due_at);

-- record: checks against live investigations; free of content.
CREATE TABLE deconfliction (
  id BIGINT PRIMARY KEY, -- internal kept: with its referral
  referral_id BIGINT NOT NULL REFERENCES referral (id), -- internal kept: with its referral
  outcome TEXT NOT NULL, -- internal kept: with its referral
  asked_of TEXT NOT NULL, -- internal kept: with its referral
  checked_at BIGINT NOT NULL, -- internal kept: with its referral
  again_at BIGINT, -- internal kept: with its referral
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its referral
  recorded_at BIGINT NOT NULL -- internal kept: with its referral
);
CREATE INDEX deconfliction__referral ON deconfliction (referral_id, checked_at);

-- record: decisions about a referral or a case, with reasons, options and dissent.
CREATE TABLE decision (
  id BIGINT PRIMARY KEY, -- internal kept: with its subject
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  question TEXT NOT NULL, -- internal kept: with its subject
  choice TEXT NOT NULL, -- internal kept: with its subject
  choice_words BYTEA NOT NULL, -- narrative kept: with its subject
  until_at BIGINT, -- internal kept: with its subject
  grounds BYTEA NOT NULL, -- narrative kept: with its subject
  mode TEXT NOT NULL, -- internal kept: with its subject
  policy_version BIGINT NOT NULL, -- internal kept: with its subject
  decided_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its subject
  decided_at BIGINT NOT NULL -- internal kept: with its subject
);
CREATE INDEX decision__subject ON decision (subject_kind, subject_id, decided_at);

-- register: how far a decision has come: proposed, in effect, or fallen.
CREATE TABLE decision_effect (
  decision_id BIGINT PRIMARY KEY REFERENCES decision (id), -- internal kept: with its subject
  effect TEXT NOT NULL, -- internal kept: with its subject
  at BIGINT NOT NULL -- internal kept: with its subject
);

-- register: second looks at decisions, by agreement or deferred.
CREATE TABLE second_look (
  id BIGINT PRIMARY KEY, -- internal kept: with its subject
  decision_id BIGINT NOT NULL REFERENCES decision (id), -- internal kept: with its subject
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  programme_id BIGINT NOT NULL REFERENCES programme (id), -- internal kept: with its subject
  first_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its subject
  named BIGINT REFERENCES account (id), -- internal kept: with its subject
  deferred BOOLEAN NOT NULL, -- internal kept: with its subject
  due_at BIGINT NOT NULL, -- internal kept: with its subject
  answer TEXT, -- internal kept: with its subject
  answer_words BYTEA, -- narrative kept: with its subject
  answered_by BIGINT, -- internal kept: with its subject
  answered_at BIGINT -- internal kept: with its subject
);
CREATE INDEX second_look__open ON second_look (programme_id, answered_at, due_at);
CREATE INDEX second_look__subject ON second_look (subject_kind, subject_id);
CREATE INDEX second_look__decision ON second_look (decision_id);

-- record: what was told to somebody outside, when and on what basis.
CREATE TABLE disclosure (
  id BIGINT PRIMARY KEY, -- internal kept: with its subject
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  kind TEXT NOT NULL, -- internal kept: with its subject
  basis TEXT NOT NULL, -- internal kept: with its subject
  words BYTEA NOT NULL, -- narrative kept: with its subject
  told_at BIGINT NOT NULL, -- internal kept: with its subject
  recorded_by BIGINT, -- internal kept: with its subject
  recorded_at BIGINT NOT NULL -- internal kept: with its subject
);
CREATE INDEX disclosure__subject ON disclosure (subject_kind, subject_id);

-- record: urgent acts, with no guard before them.
CREATE TABLE urgent_act (
  id BIGINT PRIMARY KEY, -- internal kept: with its subject
  subject_kind TEXT NOT NULL, -- internal kept: with its subject
  subject_id BIGINT NOT NULL, -- internal kept: with its subject
  basis TEXT NOT NULL, -- internal kept: with its subject
  words BYTEA NOT NULL, -- narrative kept: with its subject
  done_at BIGINT NOT NULL, -- internal kept: with its subject
  recorded_by BIGINT NOT NULL REFERENCES account (id), -- internal kept: with its subject
  recorded_at BIGINT NOT NULL -- internal kept: with its subject
);
CREATE INDEX urgent_act__subject ON urgent_act (subject_kind, subject_id);
