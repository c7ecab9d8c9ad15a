/*!
The rows of a dataset over many budgets, wherever they go.
*/

use super::checking::Examination;
use super::clues;
use crate::budget::TableKind;
use crate::exports::{Clued, Dataset, Reported, Rows, Sink, Subject};
use crate::notes::Judgements;
use std::io;

/// What the rows are asked of.
pub(super) struct DatasetRows<'a> {
    /// The budgets, and how they are checked where the rows are what the checks say.
    pub examination: Examination<'a>,
    /// What was decided of findings.
    pub judged: Judgements,
    /// Whether a finding lists its operands.
    pub with_operands: bool,
    /// Of one kind of table, or of all.
    pub table: Option<TableKind>,
}

impl DatasetRows<'_> {
    /// Gives the rows, budget by budget.
    pub fn write(&self, dataset: &Dataset, sink: &mut Sink) -> anyhow::Result<()> {
        match dataset.rows {
            Rows::Report(rows) => self.write_reports(rows, sink),
            Rows::Book(rows) => self.write_books(rows, sink),
            Rows::Clue(rows) => {
                for (identity, clue) in &clues::gathered(&self.examination)? {
                    rows(&Clued { identity, clue }, sink)?;
                }
                Ok(())
            }
        }
    }

    fn write_reports(
        &self,
        rows: fn(&Reported, &mut Sink) -> io::Result<()>,
        sink: &mut Sink,
    ) -> anyhow::Result<()> {
        self.examination.run(&mut |budget| {
            let subject = Reported {
                identity: &budget.identity,
                report: &budget.report,
                judged: &self.judged,
                with_operands: self.with_operands,
                table: self.table,
            };
            Ok(rows(&subject, sink)?)
        })
    }

    fn write_books(
        &self,
        rows: fn(&Subject, &mut Sink) -> io::Result<()>,
        sink: &mut Sink,
    ) -> anyhow::Result<()> {
        let examination = &self.examination;
        for entry in examination.entries {
            examination.interruption.check()?;
            let subject = Subject {
                book: &examination.library.book(entry.id)?,
                table: self.table,
            };
            rows(&subject, sink)?;
        }
        Ok(())
    }
}
