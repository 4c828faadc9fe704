-- The register of a tracker in one edition. Dates are text with the precision they have: 2001,
-- 2001-05 or 2001-05-31. Prose stands in the first language that it has; the table prose has all.

CREATE TABLE edition ( -- One row: which register this is, and for which day it is judged.
    tracker TEXT PRIMARY KEY, -- Short name of the tracker.
    title TEXT NOT NULL, -- Title of the tracker.
    as_of TEXT NOT NULL, -- Judged by what was true on this day.
    known_by TEXT, -- Only what was recorded by this day; null: everything.
    program TEXT NOT NULL -- The program that wrote this file, and its version.
) WITHOUT ROWID;

CREATE TABLE statuses ( -- What was delivered, in the order in which it is shown.
    id TEXT PRIMARY KEY, -- The word that records use.
    position INTEGER NOT NULL, -- From 1.
    judged INTEGER NOT NULL -- 1: it enters rates; 0: it stands outside.
) WITHOUT ROWID;

CREATE TABLE parties ( -- Who promises, acts or speaks.
    id TEXT PRIMARY KEY, -- Short name.
    name TEXT NOT NULL, -- Full name.
    kind TEXT NOT NULL, -- What sort of party.
    under TEXT REFERENCES parties (id), -- The party that it belongs to.
    note TEXT -- A remark for the reader.
) WITHOUT ROWID;

CREATE TABLE sources ( -- Documents that are quoted.
    id TEXT PRIMARY KEY, -- Publisher and date.
    title TEXT NOT NULL, -- Title.
    author TEXT, -- Author.
    publisher TEXT, -- Publisher.
    date TEXT, -- Date of publication.
    approximate INTEGER NOT NULL, -- 1: the date is approximate.
    language TEXT NOT NULL, -- Language of the words.
    grade TEXT NOT NULL, -- What kind of source speaks, from act to reference.
    voice TEXT REFERENCES parties (id), -- The party that speaks.
    url TEXT, -- Address.
    archive_url TEXT, -- Address of an archived copy.
    accessed TEXT, -- Day on which it was read.
    rights TEXT, -- Under which terms it is stored.
    sha256 TEXT, -- Digest of its text.
    file TEXT, -- Where the text is stored, from the root of the tracker.
    note TEXT -- A remark for the reader.
) WITHOUT ROWID;

CREATE TABLE agreements ( -- Instruments that hold commitments, the oldest first.
    id TEXT PRIMARY KEY, -- Place or subject, and year.
    position INTEGER NOT NULL, -- From 1.
    title TEXT NOT NULL, -- Title.
    short TEXT, -- Short title.
    kind TEXT NOT NULL, -- What sort of instrument.
    signed TEXT NOT NULL, -- When it was signed.
    place TEXT, -- Where it was signed.
    in_force_from TEXT, -- When it came into force.
    in_force_to TEXT, -- When it ended.
    replaces TEXT REFERENCES agreements (id), -- The older agreement that it takes over from.
    note TEXT -- A remark for the reader.
) WITHOUT ROWID;

CREATE TABLE signatories ( -- Who signed which agreement.
    agreement TEXT NOT NULL REFERENCES agreements (id), -- The agreement.
    party TEXT NOT NULL REFERENCES parties (id), -- The party.
    position INTEGER NOT NULL, -- From 1.
    PRIMARY KEY (agreement, party)
) WITHOUT ROWID;

CREATE TABLE texts ( -- Sources that hold words of an agreement.
    agreement TEXT NOT NULL REFERENCES agreements (id), -- The agreement.
    source TEXT NOT NULL REFERENCES sources (id), -- The source.
    position INTEGER NOT NULL, -- From 1; quotes and outline refer to the first.
    first_line INTEGER, -- First line that belongs to it; null: all do.
    last_line INTEGER, -- Last line.
    authentic INTEGER NOT NULL, -- 1: an authentic text.
    PRIMARY KEY (agreement, position)
) WITHOUT ROWID;

CREATE TABLE dispositions ( -- Stretches of a text that promise nothing, and why.
    agreement TEXT NOT NULL REFERENCES agreements (id), -- The agreement.
    position INTEGER NOT NULL, -- From 1, in the order of the text.
    first_line INTEGER NOT NULL, -- First line.
    last_line INTEGER NOT NULL, -- Last line.
    kind TEXT NOT NULL, -- What they are.
    exact TEXT, -- The words; null: whole lines.
    note TEXT, -- Why they are no pledge.
    PRIMARY KEY (agreement, position)
) WITHOUT ROWID;

CREATE TABLE sections ( -- Outlines of the agreements.
    agreement TEXT NOT NULL REFERENCES agreements (id), -- The agreement.
    id TEXT NOT NULL, -- Short name of the section within it.
    position INTEGER NOT NULL, -- From 1, in the order of the text.
    line INTEGER NOT NULL, -- Line of the text on which it begins.
    title TEXT, -- Title; null: the words of that line.
    under TEXT, -- The section above it.
    PRIMARY KEY (agreement, id),
    FOREIGN KEY (agreement, under) REFERENCES sections (agreement, id)
) WITHOUT ROWID;

CREATE TABLE coverage ( -- How much of each text is accounted for, in letters and digits.
    agreement TEXT NOT NULL REFERENCES agreements (id), -- The agreement.
    source TEXT NOT NULL REFERENCES sources (id), -- The text.
    held TEXT NOT NULL, -- Whether the whole text is stored or a part.
    characters INTEGER NOT NULL, -- All that counts.
    claimed INTEGER NOT NULL, -- Quoted by a record.
    disposed INTEGER NOT NULL, -- Set aside with a reason, or a heading.
    uncovered INTEGER NOT NULL, -- Neither.
    percent REAL NOT NULL, -- Accounted for, floored to a tenth.
    PRIMARY KEY (agreement, source)
) WITHOUT ROWID;

CREATE TABLE series ( -- Figures over time by one owner and one formula.
    id TEXT PRIMARY KEY, -- What is counted, and by whom.
    title TEXT NOT NULL, -- Title.
    unit TEXT NOT NULL, -- Unit of its figures.
    prices TEXT, -- Price basis of money.
    owner TEXT REFERENCES parties (id), -- Who counts.
    formula TEXT NOT NULL, -- How it is counted.
    note TEXT -- A remark for the reader.
) WITHOUT ROWID;

CREATE TABLE observations ( -- The figures of the series, in the order of the file.
    series TEXT NOT NULL REFERENCES series (id), -- The series.
    position INTEGER NOT NULL, -- From 1.
    period TEXT NOT NULL, -- What it was counted for.
    first_day TEXT NOT NULL, -- First day of the period.
    last_day TEXT NOT NULL, -- Last day of the period.
    value REAL NOT NULL, -- The figure.
    bound TEXT, -- Where only one end is known: which.
    published TEXT, -- When it was published.
    source TEXT NOT NULL REFERENCES sources (id), -- The source that gives it.
    exact TEXT NOT NULL, -- The words that give it.
    derived TEXT, -- How it was worked out, if it was.
    doubt TEXT, -- Why it decides nothing, if it is in doubt.
    note TEXT, -- A remark for the reader.
    PRIMARY KEY (series, position)
) WITHOUT ROWID;

CREATE TABLE records ( -- Commitments of the edition, in the order of agreements and texts.
    number INTEGER PRIMARY KEY, -- From 1; the place in this order, for this file only.
    id TEXT NOT NULL UNIQUE, -- agreement/name; permanent.
    agreement TEXT NOT NULL REFERENCES agreements (id), -- The agreement.
    section TEXT, -- The section in which the words stand.
    title TEXT NOT NULL, -- What is promised.
    words TEXT NOT NULL, -- The words that promise, as copied; pieces are joined by " | ".
    kind TEXT NOT NULL, -- What sort of thing is promised.
    force TEXT, -- How strongly the words bind.
    verb TEXT, -- The verb as it stands in the text.
    part_of TEXT REFERENCES records (id), -- The stem that this is a part of.
    due_from TEXT, -- Beginning of the time in which it is due.
    due_by TEXT, -- End of that time.
    due_strict TEXT, -- The earlier end under the strict reading.
    due_words TEXT, -- The words of the text that say when.
    complement_of TEXT REFERENCES records (id), -- Its figure is 100 less that of this record.
    content_from TEXT REFERENCES agreements (id), -- The agreement where the content stands.
    replaces TEXT REFERENCES records (id), -- The older promise that this one takes over.
    status TEXT NOT NULL REFERENCES statuses (id), -- Where delivery stands.
    lifecycle TEXT, -- Where it stands in time.
    stage_day TEXT, -- The day that this stage refers to.
    as_of TEXT, -- The day of the assessment that holds.
    why TEXT, -- Its reason.
    provisional INTEGER NOT NULL, -- 1: no named person has reviewed it.
    counted INTEGER NOT NULL, -- 1: it enters totals and rates.
    withdrawn_on TEXT, -- When the record was withdrawn.
    withdrawn_because TEXT, -- Why.
    withdrawn_see TEXT REFERENCES records (id), -- What to look at instead.
    note TEXT, -- A remark for the reader.
    path TEXT NOT NULL, -- The file, from the root of the tracker.
    FOREIGN KEY (agreement, section) REFERENCES sections (agreement, id)
);

CREATE TABLE obligors ( -- Who must act (by), and who acts in turn (through).
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    party TEXT NOT NULL REFERENCES parties (id), -- The party.
    role TEXT NOT NULL, -- by or through.
    position INTEGER NOT NULL, -- From 1.
    PRIMARY KEY (record, role, party)
) WITHOUT ROWID;

CREATE TABLE relations ( -- Records that a record restates or sums up.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    relation TEXT NOT NULL, -- restates or sum_of.
    target TEXT NOT NULL REFERENCES records (id), -- The other record.
    PRIMARY KEY (record, relation, target)
) WITHOUT ROWID;

CREATE TABLE details ( -- Short lists of a record, inherited ones included.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    field TEXT NOT NULL, -- conditions, lacks or topics.
    position INTEGER NOT NULL, -- From 1.
    value TEXT NOT NULL, -- The words.
    PRIMARY KEY (record, field, position)
) WITHOUT ROWID;

CREATE TABLE criteria ( -- What would count, written before anything is judged.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    status TEXT NOT NULL REFERENCES statuses (id), -- partial, substantial or fulfilled.
    words TEXT NOT NULL, -- What would count as that.
    PRIMARY KEY (record, status)
) WITHOUT ROWID;

CREATE TABLE measures ( -- How delivery is measured.
    record TEXT PRIMARY KEY REFERENCES records (id), -- The record.
    unit TEXT NOT NULL, -- Unit.
    prices TEXT, -- Price basis of money.
    baseline_period TEXT, -- Where it started: the period.
    baseline REAL, -- The figure; null: each series gives its own.
    target_period TEXT, -- Where it should arrive: the period.
    target REAL, -- The figure.
    test TEXT -- How a figure is held against the target.
) WITHOUT ROWID;

CREATE TABLE measured_by ( -- The series of a measure.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    series TEXT NOT NULL REFERENCES series (id), -- The series.
    decides INTEGER NOT NULL, -- 1: it decides; 0: a rival, shown beside it.
    PRIMARY KEY (record, series)
) WITHOUT ROWID;

CREATE TABLE readings ( -- Rival meanings of the words, inherited ones included.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    name TEXT NOT NULL, -- Short name.
    position INTEGER NOT NULL, -- From 1.
    meaning TEXT NOT NULL, -- The meaning.
    PRIMARY KEY (record, name)
) WITHOUT ROWID;

CREATE TABLE held_by ( -- Who holds a reading.
    record TEXT NOT NULL, -- The record.
    reading TEXT NOT NULL, -- The reading.
    party TEXT NOT NULL REFERENCES parties (id), -- The party.
    PRIMARY KEY (record, reading, party),
    FOREIGN KEY (record, reading) REFERENCES readings (record, name)
) WITHOUT ROWID;

CREATE TABLE quotes ( -- The words of records, with their proof.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    position INTEGER NOT NULL, -- From 1.
    source TEXT REFERENCES sources (id), -- The source; null where the text was not found.
    exact TEXT NOT NULL, -- The words as copied.
    role TEXT NOT NULL, -- The promise itself (operative), or words needed to read it (context).
    proof TEXT NOT NULL, -- How the words were proven.
    first_line INTEGER, -- First line in the stored text, from 1.
    last_line INTEGER, -- Last line.
    first_character INTEGER, -- First code point in the stored text, from 0.
    end_character INTEGER, -- The code point after the last.
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

CREATE TABLE assessments ( -- Judgements of the edition; they are only ever added to.
    id INTEGER PRIMARY KEY, -- From 1, for this file only.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    as_of TEXT NOT NULL, -- The day that is judged.
    recorded TEXT NOT NULL, -- The day on which it was entered.
    status TEXT NOT NULL REFERENCES statuses (id), -- What it says.
    why TEXT NOT NULL, -- The reason.
    done TEXT, -- When it was done.
    reviewed_by TEXT, -- The second reader; null: provisional.
    holds INTEGER NOT NULL -- 1: it decides the status of its record in this edition.
);

CREATE TABLE codings ( -- What each reader coded, blind, before the two were reconciled.
    assessment INTEGER NOT NULL REFERENCES assessments (id), -- The assessment.
    coder TEXT NOT NULL, -- A role, such as reading-1.
    status TEXT NOT NULL REFERENCES statuses (id), -- What was coded.
    PRIMARY KEY (assessment, coder)
) WITHOUT ROWID;

CREATE TABLE under_readings ( -- What an assessment says under one reading.
    assessment INTEGER NOT NULL REFERENCES assessments (id), -- The assessment.
    reading TEXT NOT NULL, -- The reading.
    status TEXT NOT NULL REFERENCES statuses (id), -- The status under it.
    PRIMARY KEY (assessment, reading)
) WITHOUT ROWID;

CREATE TABLE evidence ( -- What speaks for or against delivery, and what a pledge brought about.
    id INTEGER PRIMARY KEY, -- From 1, for this file only.
    record TEXT NOT NULL REFERENCES records (id), -- The record.
    assessment INTEGER REFERENCES assessments (id), -- Its assessment; null: none.
    reading TEXT, -- The reading that it supports.
    stance TEXT, -- for, against or context; null for effects.
    source TEXT REFERENCES sources (id), -- The source of its words.
    exact TEXT, -- The words as copied.
    proof TEXT, -- How the words were proven.
    first_line INTEGER, -- First line in the stored text, from 1.
    series TEXT REFERENCES series (id), -- The series, where it is an observation.
    period TEXT, -- Its period.
    voice TEXT REFERENCES parties (id), -- The party that speaks.
    date TEXT, -- The day that it speaks of.
    note TEXT -- A remark for the reader.
);

CREATE TABLE searches ( -- Where somebody looked, and what was found.
    record TEXT NOT NULL REFERENCES records (id), -- The record; a stem gives its own to its parts.
    position INTEGER NOT NULL, -- From 1.
    day TEXT NOT NULL, -- When.
    place TEXT NOT NULL, -- Where.
    words TEXT NOT NULL, -- What was looked for.
    found TEXT NOT NULL, -- What was found.
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

CREATE TABLE headlines ( -- What each published rule makes of the counted records.
    rule TEXT NOT NULL, -- The rule.
    reading TEXT NOT NULL, -- strict or lenient.
    no_evidence_counts INTEGER NOT NULL, -- 1: no evidence found counts as nothing delivered.
    share REAL, -- From 0 to 1; null where nothing could be marked.
    records INTEGER NOT NULL, -- How many records enter.
    PRIMARY KEY (rule, reading, no_evidence_counts)
) WITHOUT ROWID;

CREATE TABLE prose ( -- Titles, reasons and other prose in every language that they have.
    subject TEXT NOT NULL, -- The table.
    id TEXT NOT NULL, -- The id of the row there.
    field TEXT NOT NULL, -- The column.
    language TEXT NOT NULL, -- The language.
    text TEXT NOT NULL, -- The words.
    PRIMARY KEY (subject, id, field, language)
) WITHOUT ROWID;

CREATE INDEX records_by_agreement ON records (agreement, section);
CREATE INDEX records_by_status ON records (status);
CREATE INDEX records_by_stem ON records (part_of);
CREATE INDEX obligors_by_party ON obligors (party);
CREATE INDEX quotes_by_source ON quotes (source);
CREATE INDEX assessments_by_record ON assessments (record);
CREATE INDEX evidence_by_record ON evidence (record);
CREATE INDEX evidence_by_source ON evidence (source);

CREATE VIEW commitments AS -- The list of records as a reader wants it, with names for ids.
SELECT records.id, records.title, agreements.title AS agreement, records.status, records.lifecycle,
       coalesce(records.due_by, records.due_from) AS due, records.provisional, records.counted,
       (SELECT group_concat(name, ', ')
        FROM (SELECT parties.name FROM obligors JOIN parties ON parties.id = obligors.party
              WHERE obligors.record = records.id AND obligors.role = 'by'
              ORDER BY obligors.position)) AS by,
       records.words, records.why
FROM records JOIN agreements ON agreements.id = records.agreement
ORDER BY records.number;

CREATE VIEW distribution AS -- Counted records by agreement and status.
SELECT records.agreement, records.status, count(*) AS records
FROM records JOIN statuses ON statuses.id = records.status
     JOIN agreements ON agreements.id = records.agreement
WHERE records.counted
GROUP BY records.agreement, records.status
ORDER BY agreements.position, statuses.position;

CREATE VIEW citations AS -- Where each source is quoted: for words, evidence or figures.
SELECT source, record, 'words' AS quoted_for, exact FROM quotes WHERE source IS NOT NULL
UNION ALL
SELECT source, record, 'evidence', exact FROM evidence WHERE source IS NOT NULL
UNION ALL
SELECT source, series, 'figures', exact FROM observations;

-- Written as Datasette looks for it: content="records".
CREATE VIRTUAL TABLE records_fts -- Full text of records: three letters at least, any language.
USING fts5 (title, words, why, content="records", content_rowid="number", tokenize="trigram");
