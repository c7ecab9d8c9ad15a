/*!
`lkx export grid`: one table of one budget, as it is printed.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::messages::tell;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::cli::{Export, Narrowing};
use crate::exports::grid::grid;
use crate::surroundings::Surroundings;
use anyhow::bail;

/// How many budgets are named where there are several.
const MOST_NAMED: usize = 10;

pub(super) fn run(
    arguments: &Export,
    which: &WhichLibrary,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let Some(kind) = arguments.narrowing.table else {
        return Err(WrongUsage::new("要说是哪一张表，如 --table 支出总表").into());
    };
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?.that_must_arrive();
    let library = which.open()?;
    let entries = budgets(
        &library,
        &Narrowing {
            table: None,
            ..arguments.narrowing.clone()
        },
    )?;
    let entry = match entries.as_slice() {
        [entry] => entry,
        several => {
            let named = several.iter().take(MOST_NAMED);
            let named: Vec<String> = named.map(|entry| entry.identity.to_string()).collect();
            bail!(
                "一次写一份预算的表，这里有 {} 份；用 --unit --year --stage --scope 选一份：\n  {}",
                several.len(),
                named.join("\n  ")
            );
        }
    };
    let book = library.book(entry.id)?;
    let tables: Vec<_> = book
        .tables_of(kind)
        .filter(|table| !table.rows.is_empty())
        .collect();
    let Some(table) = tables.first() else {
        bail!("{} 没有填了数的{}", entry.identity, kind.name());
    };
    if tables.len() > 1 {
        tell(&format!(
            "有 {} 张{}，写的是第一张：{}",
            tables.len(),
            kind.name(),
            table.title
        ));
    }
    let grid = grid(&book, table);
    let title = format!("{} {}", entry.identity, table.title);
    let delivery = delivery.saying(kind.short_name(), &title, std::slice::from_ref(entry));
    delivery.deliver(&title, &grid.columns, &|sink| {
        for row in &grid.rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            sink(&cells)?;
        }
        Ok(())
    })?;
    if !grid.says.is_empty() {
        tell(&grid.says);
    }
    Ok(Outcome::Done)
}
