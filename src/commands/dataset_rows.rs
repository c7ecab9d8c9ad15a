/*!
The rows of a dataset over many budgets, wherever they go.
*/

use super::checking::Examination;
use crate::budget::TableKind;
use crate::exports::{Dataset, Sink, Subject};
use crate::notes::Judgements;

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
        let examination = &self.examination;
        if dataset.is_of_checks() {
            return examination.run(&mut |budget| {
                let subject = Subject {
                    book: &budget.book,
                    checked: Some(&budget.checked),
                    judged: Some(&self.judged),
                    with_operands: self.with_operands,
                    table: self.table,
                };
                Ok(dataset.rows(&subject, sink)?)
            });
        }
        for entry in examination.entries {
            examination.interruption.check()?;
            let subject = Subject {
                book: &examination.library.book(entry.id)?,
                checked: None,
                judged: None,
                with_operands: false,
                table: self.table,
            };
            dataset.rows(&subject, sink)?;
        }
        Ok(())
    }
}
