/*!
What the checks said of the budgets, kept, so that nothing is checked twice.

A report counts on its basis alone: the rules that said it, and the very documents that the budget was
held against. So no import, removal or other program has to remember which reports it makes stale;
that importing forgets those around a budget only keeps the views for SQL honest meanwhile. A report
that does not bear its hash counts as none: the budget is checked anew, and `lkx library check`
says what was found.
*/

use super::block::{FORM, hash, pack_json, unpack_json};
use super::made::{WrittenNames, known};
use super::neighbourhood::around;
use super::stored::{Spot, Stored};
use super::write::sixty_three_bits;
use super::{DocumentId, Library, LibraryError, Neighbourhood};
use crate::budget::{Report, Severity, Told, Verdict};
use crate::sqlite::Flaw;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, TransactionBehavior, params, params_from_iter};
use std::path::Path;

/// What a report rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// The rules, by the name that the program has for them.
    pub rules: String,
    /// The documents that the budget was held against, as one number.
    against: i64,
}

impl Neighbourhood {
    /// What a report of a budget rests on today.
    pub fn basis(&self, id: DocumentId, rules: impl Into<String>) -> Basis {
        Basis::of(rules.into(), self.around(id))
    }
}

impl Basis {
    fn of(rules: String, mut around: Vec<DocumentId>) -> Self {
        around.sort_unstable();
        let ids: Vec<u8> = around
            .iter()
            .flat_map(|DocumentId(id)| id.to_le_bytes())
            .collect();
        Self {
            rules,
            against: sixty_three_bits(&ids),
        }
    }
}

/// What is to be kept: a report of a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The budget.
    pub id: DocumentId,
    /// What the report rests on.
    pub basis: Basis,
    /// What the checks said.
    pub report: Report,
}

impl Library {
    /// Opens a library for keeping reports: only one that is there, is a current one and may be
    /// written.
    pub fn open_for_reports(path: &Path) -> Result<Self, LibraryError> {
        // Opened for reading first, which refuses what is no library of today.
        drop(Self::open(path)?);
        Self::open_for_writing(path)
    }

    /// What the checks said of a budget, where that is known on this basis.
    pub fn report(&self, id: DocumentId, basis: &Basis) -> Result<Option<Report>, LibraryError> {
        let row = match outcomes(self.database.asked(), id) {
            Err(Flaw::Damaged { .. }) => None,
            row => row.map_err(|flaw| self.flawed(flaw, Some(id)))?,
        };
        let held = row.filter(|row| row.rules == basis.rules && row.against == basis.against);
        Ok(held.and_then(|row| row.report().ok()))
    }

    /// How many budgets have a report under the rules of their year, and the findings of each severity in
    /// all of them.
    pub fn reported(
        &self,
        rules: impl Fn(u16) -> String,
    ) -> Result<(i64, [i64; Severity::ALL.len()]), LibraryError> {
        let sql = "SELECT year, rules, count(*), sum(errors), sum(warnings), sum(outcomes.notes)
             FROM outcomes JOIN documents ON number = document WHERE current = 1
             GROUP BY year, rules";
        let count = || -> rusqlite::Result<_> {
            let (mut count, mut found) = (0, [0; Severity::ALL.len()]);
            let mut select = self.database.asked().prepare(sql)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let judged: String = row.get(1)?;
                if judged == rules(row.get(0)?) {
                    count += row.get::<_, i64>(2)?;
                    for (column, found) in (3..).zip(&mut found) {
                        *found += row.get::<_, i64>(column)?;
                    }
                }
            }
            Ok((count, found))
        };
        count().map_err(|error| self.failed(error))
    }

    /// Keeps reports. One that does not rest on the library as it is now is passed over.
    pub fn keep_reports(&mut self, all: &[Kept]) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let flawed = |flaw: Flaw, id| LibraryError::flawed(flaw, Some(id), &path);
        let failed = |error| LibraryError::of(error, &path);
        let transaction = self
            .database
            .changed()
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(failed)?;
        let mut names = WrittenNames::default();
        for kept in all {
            keep(&transaction, kept, &mut names).map_err(|flaw| flawed(flaw, kept.id))?;
        }
        transaction.commit().map_err(failed)
    }

    /// What is wrong with the report of a document, as the end of a sentence.
    pub(super) fn fault_of_report(&self, id: DocumentId) -> Result<Option<String>, LibraryError> {
        let connection = self.database.asked();
        let look = || -> Result<Option<String>, Flaw> {
            let Some(row) = outcomes(connection, id)? else {
                return Ok(None);
            };
            Ok(match row.report() {
                Err(fault) => Some(fault),
                Ok(report) if findings_are(connection, row.number, &report)? => None,
                Ok(_) => Some("：表 findings 与存着的核对结果不同".to_owned()),
            })
        };
        look().map_err(|flaw| self.flawed(flaw, Some(id)))
    }
}

/// How many findings of each severity and rules of each verdict there are.
type Counts = [i64; Severity::ALL.len() + Verdict::ALL.len()];

fn counts(report: &Report) -> Counts {
    let all = report.tally().into_iter().chain(report.came_out());
    let mut counts = Counts::default();
    for (count, found) in counts.iter_mut().zip(all) {
        *count = i64::try_from(found).unwrap_or(i64::MAX);
    }
    counts
}

/// A row of `outcomes`.
struct Outcomes {
    id: i64,
    number: i64,
    rules: String,
    against: i64,
    counts: Counts,
    form: i64,
    sha256: Vec<u8>,
    block: Vec<u8>,
}

impl Outcomes {
    /// The report, or what is wrong with it, as the end of a sentence.
    fn report(&self) -> Result<Report, String> {
        if self.sha256 != self.hash() {
            return Err("的核对结果不是存入时的（与它的散列不符）".to_owned());
        }
        let report: Report = unpack_json(self.form, &self.block)?;
        match counts(&report) == self.counts {
            true => Ok(report),
            false => Err("的疑点数目与存着的核对结果不同".to_owned()),
        }
    }

    /// A hash of all of it, with whose it is: the report of another document is none of this one.
    fn hash(&self) -> [u8; 32] {
        let numbers = [&[self.id, self.against, self.form][..], &self.counts].concat();
        let mut bytes: Vec<u8> = numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect();
        bytes.extend_from_slice(self.rules.as_bytes());
        bytes.push(0);
        bytes.extend_from_slice(&self.block);
        hash(&bytes)
    }

    fn insert(&self, transaction: &Transaction) -> rusqlite::Result<()> {
        let c = self.counts;
        transaction
            .prepare_cached(
                "INSERT INTO outcomes VALUES
                    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            )?
            .execute(params![
                self.number,
                self.rules,
                self.against,
                c[0],
                c[1],
                c[2],
                c[3],
                c[4],
                c[5],
                c[6],
                c[7],
                c[8],
                self.form,
                self.hash(),
                self.block,
            ])?;
        Ok(())
    }
}

fn outcomes(connection: &Connection, id: DocumentId) -> Result<Option<Outcomes>, Flaw> {
    let mut select = connection.prepare_cached(
        "SELECT number, rules, against, errors, warnings, notes, violated, rounding, explained,
            holds, not_checkable, not_applicable, form, outcomes.sha256, report
         FROM documents JOIN outcomes ON document = number WHERE id = ?1",
    )?;
    let mut rows = select.query([id.0])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let stored = Stored::new(row, Spot::Document(id.0));
    let mut counts = Counts::default();
    for (column, count) in (3..).zip(&mut counts) {
        *count = stored.get(column)?;
    }
    Ok(Some(Outcomes {
        id: id.0,
        number: stored.get(0)?,
        rules: stored.get(1)?,
        against: stored.get(2)?,
        counts,
        form: stored.get(12)?,
        sha256: stored.get(13)?,
        block: stored.get_whole(14)?,
    }))
}

fn keep<'k>(
    transaction: &Transaction,
    kept: &'k Kept,
    names: &mut WrittenNames<'k>,
) -> Result<(), Flaw> {
    let Some((number, around)) = around(transaction, kept.id)? else {
        return Ok(());
    };
    if Basis::of(kept.basis.rules.clone(), around) != kept.basis {
        return Ok(());
    }
    let block = pack_json(&kept.report)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let row = Outcomes {
        id: kept.id.0,
        number,
        rules: kept.basis.rules.clone(),
        against: kept.basis.against,
        counts: counts(&kept.report),
        form: FORM,
        sha256: Vec::new(),
        block,
    };
    transaction
        .prepare_cached("DELETE FROM outcomes WHERE document = ?1")?
        .execute([number])?;
    row.insert(transaction)?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO findings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (finding_no, told) in (0i64..).zip(&kept.report.findings) {
        let kind = match told.kind {
            Some(kind) => Some(names.id(transaction, kind.name())?),
            None => None,
        };
        insert.execute(params_from_iter(finding_row(
            number, finding_no, told, kind,
        )))?;
    }
    Ok(())
}

/// A row of `findings`.
fn finding_row(number: i64, finding_no: i64, told: &Told, kind: Option<i64>) -> [Value; 11] {
    let finding = &told.finding;
    let right = finding.right.as_ref().map(|right| right.printed.clone());
    [
        number.into(),
        finding_no.into(),
        finding.rule.name().to_owned().into(),
        finding.verdict.name().to_owned().into(),
        finding.severity.name().to_owned().into(),
        kind.into(),
        finding.row.map(i64::from).into(),
        finding.left.printed.clone().into(),
        right.into(),
        finding.difference.map(|gap| gap.ten_thousandths()).into(),
        finding.message.clone().into(),
    ]
}

/// Whether the rows of `findings` are those of a report.
fn findings_are(connection: &Connection, number: i64, report: &Report) -> rusqlite::Result<bool> {
    let mut expected = Vec::new();
    for (finding_no, told) in (0i64..).zip(&report.findings) {
        let kind = match told.kind {
            Some(kind) => known(connection, kind.name())?,
            None => None,
        };
        expected.push(finding_row(number, finding_no, told, kind));
    }
    let mut select = connection
        .prepare_cached("SELECT * FROM findings WHERE document = ?1 ORDER BY finding_no")?;
    let found = select.query_map([number], |row| {
        let mut values = std::array::from_fn(|_| Value::Null);
        for (column, value) in values.iter_mut().enumerate() {
            *value = row.get(column)?;
        }
        Ok::<[Value; 11], _>(values)
    })?;
    Ok(found.collect::<rusqlite::Result<Vec<_>>>()? == expected)
}
