/*!
What the keys of notes do: taking one, listing them, changing and deleting one.
*/

use crate::library::DocumentId;
use crate::notes::{Note, Pointed, Sign, Status};
use crate::screens::draw::widgets::sheet::{Cell, SheetRow};
use crate::screens::keys::twin;
use crate::screens::model::explorer::{Effect, Explorer, Overlay};
use crate::screens::model::money::Spot;
use crate::screens::model::noting::{At as Where, Jot, Jotting, Judging, Listed, Subject};
use crate::screens::model::places::{At, Page, Stop};
use crate::screens::model::row_id::RowId;
use crate::screens::model::typing::Field;
use crate::screens::update::is_control_c;
use crate::screens::worker::shelf::Question;
use crossterm::event::{KeyCode, KeyEvent};

impl Explorer {
    /// What a note taken here would be about.
    pub(in crate::screens) fn subject(&self) -> Option<Subject> {
        let units = self.unit_under_cursor();
        if let Some(document) = units.and_then(|ids| ids.first().copied()) {
            return Some(Subject {
                document,
                at: Where::Total,
            });
        }
        let (sheet, _) = self.focused()?;
        let row = self.row()?;
        let line = &sheet.rows[row];
        let (column, figure) = sheet.pointed_at(row, self.trail.here());
        let spot = figure.and_then(|figure| figure.spot).or(line.spot);
        let document = spot.map(|spot| spot.document);
        let column = column.map(|column| sheet.columns[column].id.to_string());
        Some(Subject {
            document: document.or(self.trail.here().document())?,
            at: Where::Pointed(Pointed {
                place: spot.map(|spot| spot.place),
                amount: figure.map(|figure| figure.amount),
                column: column.unwrap_or_default(),
                label: label_of(line),
            }),
        })
    }

    pub(in crate::screens) fn begin_note(&mut self) {
        if let Some(subject) = self.subject() {
            self.begin_jotting("", Jotting::New(subject));
        }
    }

    /// Lets the words of a note, or the reason of a judgement, be typed.
    pub(in crate::screens) fn begin_jotting(&mut self, words: &str, jotting: Jotting) {
        // What was typed for this very place and not kept goes on.
        let draft = self.draft.take_if(|(_, of)| **of == jotting);
        let words = draft.map_or_else(|| words.to_owned(), |(words, _)| words);
        self.overlay = Some(Overlay::Note(Field::for_note(&words), Box::new(jotting)));
    }

    /// Judges the finding under the cursor, for a reason that is typed; what was decided of it
    /// before stands there to be changed.
    pub(in crate::screens) fn judge(&mut self) {
        let Some((document, sign)) = self.finding_here() else {
            return;
        };
        let Some(entry) = self.stock.entry(document) else {
            return;
        };
        let standing = self.stock.notes.standing(&entry.identity, &sign);
        let seen = standing.map(|standing| Box::new(standing.note.clone()));
        let judging = Judging {
            document,
            key: sign.key,
            status: standing.map_or(Status::Aside, |standing| standing.then),
            seen,
        };
        let reason = judging.seen.as_ref().map(|note| note.reason.clone());
        let reason = reason.unwrap_or_default();
        self.begin_jotting(&reason, Jotting::Judge(judging));
    }

    /// The finding under the cursor, or the one that the page shows.
    fn finding_here(&self) -> Option<(DocumentId, Sign)> {
        let in_budget = |document: DocumentId, key: &str| {
            let checked = self.stock.checked.get(&document)?;
            let mut findings = checked.findings.iter();
            let finding = findings.find(|finding| finding.key == key)?;
            Some((document, Sign::of(finding)))
        };
        match &self.trail.here().at {
            At::Budget(document, Page::Finding { key }) => in_budget(*document, key),
            At::Budget(document, Page::Findings) => match self.row_here()? {
                RowId::Finding(key) => in_budget(*document, key),
                _ => None,
            },
            At::Findings => {
                let RowId::LibraryFinding(document, key) = self.row_here()? else {
                    return None;
                };
                let counted = self.stock.counted.get(document)?;
                let mut briefs = counted.briefs.iter();
                let brief = briefs.find(|brief| brief.sign.key == *key)?;
                Some((*document, brief.sign.clone()))
            }
            _ => None,
        }
    }

    pub(in crate::screens) fn begin_edit(&mut self) {
        if let Some(note) = self.listed_under_cursor().map(|listed| listed.note.clone()) {
            let words = note.words().to_owned();
            self.begin_jotting(&words, Jotting::Edit(Box::new(note)));
        }
    }

    pub(in crate::screens) fn ask_to_erase(&mut self) {
        let note = self.listed_under_cursor().map(|listed| listed.note.clone());
        self.overlay = note.map(|note| Overlay::Erase(Box::new(note)));
    }

    fn listed_under_cursor(&self) -> Option<&Listed> {
        let RowId::Note(id) = self.row_here()? else {
            return None;
        };
        let mut all = self.stock.notes.listed.iter().flatten();
        all.find(|listed| listed.note.id == *id)
    }

    pub(in crate::screens) fn press_in_note(
        &mut self,
        key: KeyEvent,
        mut field: Field,
        jotting: Box<Jotting>,
    ) {
        match key.code {
            KeyCode::Enter if field.text().trim().is_empty() && jotting.needs_words() => {
                self.say("没有写字，没有存下");
            }
            KeyCode::Tab => {
                self.overlay = Some(Overlay::Note(field, Box::new(jotting.turned())));
            }
            KeyCode::Enter => {
                let words = field.text().trim().to_owned();
                self.typed = Some((words.clone(), jotting.clone()));
                self.jot(jotting.with(words));
            }
            KeyCode::Esc => {
                let words = field.text().trim();
                if words.is_empty() {
                    self.say("没有存下");
                } else {
                    self.draft = Some((words.to_owned(), jotting));
                    self.say("没有存下；在这里再按同一个键，接着写");
                }
            }
            _ if is_control_c(key) => self.effects.push(Effect::Quit),
            _ => {
                field.press(key);
                self.overlay = Some(Overlay::Note(field, jotting));
            }
        }
    }

    pub(in crate::screens) fn press_in_erase(&mut self, key: KeyEvent, note: Note) {
        match key.code {
            _ if is_control_c(key) => self.effects.push(Effect::Quit),
            KeyCode::Char(c) if matches!(twin(c), 'y' | 'Y') => self.jot(Jot::Delete(note)),
            _ => self.say("没有删"),
        }
    }

    /// What is being typed and would be lost with the line: a note, or its new words. A judgement that
    /// nobody has made is none.
    pub fn unsaved(&mut self) -> Option<Question> {
        let Some(Overlay::Note(field, jotting)) = self.overlay.take() else {
            return None;
        };
        let words = field.text().trim().to_owned();
        if words.is_empty() || matches!(*jotting, Jotting::Judge(_)) {
            return None;
        }
        Some(Question::Jot(Box::new(jotting.with(words))))
    }

    /// Has the notes changed; the answer says what came of it.
    pub(in crate::screens) fn jot(&mut self, jot: Jot) {
        self.effects.push(Effect::Ask(Question::Jot(Box::new(jot))));
    }

    /// Opens the list, read anew: another session may have written meanwhile.
    pub(in crate::screens) fn open_notes(&mut self) {
        if self.trail.here().at == At::Notes {
            return;
        }
        self.stock.notes.compared = false;
        self.go(|trail| trail.push(Stop::at(At::Notes)));
    }

    /// Asks for the notes, to mark the rows that have some.
    pub(in crate::screens) fn ask_for_notes(&mut self) {
        if self.stock.notes.listed.is_none() {
            let question = Question::Notes { compared: false };
            self.effects.push(Effect::Ask(question));
        }
    }

    pub(in crate::screens) fn learn_notes(&mut self, listed: Vec<Listed>, compared: bool) {
        // An older answer that knows less must not take the place of the newer one.
        if self.stock.notes.compared && !compared {
            return;
        }
        self.stock.notes.learn(listed, compared);
    }

    /// A change of the notes came to its end.
    pub(in crate::screens) fn jotted(&mut self, came: Result<(String, Vec<Listed>), String>) {
        match came {
            Ok((said, listed)) => {
                self.typed = None;
                self.stock.notes.compared = false;
                self.learn_notes(listed, false);
                self.say(said);
            }
            Err(why) => {
                // What was typed is not lost: it can be tried again, or copied.
                if let Some((words, jotting)) = self.typed.take()
                    && self.overlay.is_none()
                {
                    self.overlay = Some(Overlay::Note(Field::for_note(&words), jotting));
                }
                self.say(why);
            }
        }
        self.rebuild();
    }

    /// Marks the rows that notes were taken on.
    pub(in crate::screens) fn mark_noted(&mut self) {
        if self.trail.here().at == At::Notes {
            return;
        }
        self.stock.notes.find_places(&self.stock.books);
        if !self.stock.notes.has_places() {
            return;
        }
        let notes = &self.stock.notes;
        for line in self
            .view
            .panes
            .iter_mut()
            .flat_map(|pane| &mut pane.sheet.rows)
        {
            let noted = spots(line).any(|spot| notes.words_at(spot).is_some());
            line.noted = noted;
        }
    }

    /// What was noted on the row under the cursor.
    pub(in crate::screens) fn note_under_cursor(&self) -> Option<&str> {
        let (sheet, _) = self.focused()?;
        let line = &sheet.rows[self.row()?];
        if !line.noted {
            return None;
        }
        spots(line).find_map(|spot| self.stock.notes.words_at(spot))
    }
}

/// Where a row and its figures stand.
fn spots(row: &SheetRow) -> impl Iterator<Item = Spot> {
    let figures = row.cells.iter().filter_map(|cell| match cell {
        Cell::Figure(figure) => figure.spot,
        _ => None,
    });
    figures.chain(row.spot)
}

/// What a row says of itself: its words before the figures, which shares follow.
fn label_of(row: &SheetRow) -> String {
    /// Longer lines of a document are told by their beginning; the place says the rest.
    const MOST: usize = 120;
    let paper = row
        .cells
        .iter()
        .any(|cell| matches!(cell, Cell::Paper { .. }));
    let is_figure = |cell: &&Cell| matches!(cell, Cell::Figure(_));
    let words = row.cells.iter().take_while(|cell| !is_figure(cell));
    let texts = words.filter_map(|cell| match cell {
        Cell::Blank => None,
        // Beside a line of the document stands its number.
        Cell::Text(_) if paper => None,
        cell => Some(cell.plain().trim()),
    });
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    texts.join(" ").chars().take(MOST).collect()
}
