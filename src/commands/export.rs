/*!
`lkx export`: the open data of the library, budget by budget.
*/

use super::Outcome;
use super::checking::Examination;
use super::dataset_rows::DatasetRows;
use super::delivery::Delivery;
use super::export_grid;
use super::export_notes;
use super::export_package;
use super::interruption::Interruption;
use super::narrowing::budgets;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::cli::{Export, Exported, Narrowing};
use crate::notes::{Judgements, Notebook};
use crate::surroundings::Surroundings;

pub(super) fn run(
    arguments: &Export,
    which: &WhichLibrary,
    mut notebook: Notebook,
    surroundings: &Surroundings,
) -> anyhow::Result<Outcome> {
    if arguments.folder.is_some() && !matches!(arguments.dataset, Exported::Package) {
        let says = "只有 export package 写进文件夹；别的写成 -o 文件";
        return Err(WrongUsage::new(says).into());
    }
    let dataset = match arguments.dataset {
        Exported::Data(dataset) => dataset,
        Exported::Grid => return export_grid::run(arguments, which, surroundings),
        Exported::Package => return export_package::run(arguments, which, notebook, surroundings),
        Exported::Notes => return export_notes::run(arguments, which, notebook, surroundings),
    };
    if dataset.is_of_no_table() && arguments.narrowing.table.is_some() {
        let says = format!(
            "export {} 一行不属于哪张表，不能用 --table 缩小",
            dataset.name
        );
        return Err(WrongUsage::new(says).into());
    }
    let delivery = Delivery::of(&arguments.output, surroundings, which.ruler)?.that_must_arrive();
    let library = which.open()?;
    // The table narrows the rows, not the budgets.
    let entries = budgets(
        &library,
        &Narrowing {
            table: None,
            ..arguments.narrowing.clone()
        },
    )?;
    let judged = match dataset.is_of_checks() {
        true => Judgements::among(notebook.notes()?),
        false => Judgements::default(),
    };
    let interruption = Interruption::listen()?;
    let delivery = delivery.saying(dataset.name, dataset.says, &entries);
    let rows = DatasetRows {
        examination: Examination {
            which,
            library: &library,
            entries: &entries,
            interruption: &interruption,
        },
        judged,
        with_operands: delivery.holds_objects(),
        table: arguments.narrowing.table,
    };
    delivery.deliver(
        "",
        &dataset.written_columns(delivery.holds_objects()),
        &|sink| rows.write(dataset, sink),
    )?;
    Ok(Outcome::Done)
}
