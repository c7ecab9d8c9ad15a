/*!
`lkx export`: the open data of the library, budget by budget.
*/

use super::Outcome;
use super::delivery::Delivery;
use super::export_notes;
use super::interruption::Interruption;
use super::narrowing::budgets;
use super::neighbours::neighbours;
use super::which_library::WhichLibrary;
use crate::cli::{Export, Exported, Narrowing};
use crate::exports::Subject;
use crate::notes::Notebook;
use crate::surroundings::Surroundings;

pub(super) fn run(
    arguments: &Export,
    which: &WhichLibrary,
    notebook: Notebook,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    let dataset = match arguments.dataset {
        Exported::Data(dataset) => dataset,
        Exported::Notes => return export_notes::run(arguments, which, notebook, surroundings),
    };
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?;
    let library = which.open()?;
    // The table narrows the rows, not the budgets.
    let entries = budgets(
        &library,
        &Narrowing {
            table: None,
            ..arguments.narrowing.clone()
        },
    )?;
    let catalogue = match dataset.needs_neighbours() {
        true => library.catalogue()?,
        false => Vec::new(),
    };
    let interruption = Interruption::listen()?;
    let delivery = delivery.saying(dataset.name, dataset.says, &entries);
    delivery.deliver("", &dataset.written_columns(), &|sink| {
        for entry in &entries {
            interruption.check()?;
            let book = library.book(entry.id)?;
            let neighbours = neighbours(&library, &catalogue, entry)?;
            let subject = Subject {
                book: &book,
                neighbours: &neighbours.iter().collect::<Vec<_>>(),
                table: arguments.narrowing.table,
            };
            dataset.rows(&subject, sink)?;
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}
