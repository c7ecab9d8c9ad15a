/*!
A page of the explorer, written into a file.
*/

use super::delivery::Delivery;
use crate::cli::Output;
use crate::exports::ExportColumn;
use crate::screens::{ShelfError, Written};
use crate::surroundings::Surroundings;
use crate::text::width::Ruler;

/// Writes a page; what came of it, in words. A file that is there is left alone.
pub(super) fn write(written: &Written) -> Result<String, ShelfError> {
    let path = &written.path;
    if path.symlink_metadata().is_ok() {
        return Err(format!("已有 {}，没有动它；换一个名字", path.display()).into());
    }
    let output = Output {
        output: Some(path.clone()),
        ..Output::default()
    };
    let columns: Vec<ExportColumn> = written
        .columns
        .iter()
        .map(|(title, is_number)| match is_number {
            true => ExportColumn::number(title.clone(), title.clone()),
            false => ExportColumn::text(title.clone(), title.clone()),
        })
        .collect();
    let delivery = Delivery::of(&output, &Surroundings::default(), Ruler::NARROW)?;
    let delivery = delivery.saying("数据", &written.title, &written.documents);
    delivery
        .deliver(&written.title, &columns, &|sink| {
            for row in &written.rows {
                let cells: Vec<&str> = row.iter().map(String::as_str).collect();
                sink(&cells)?;
            }
            Ok(())
        })
        .map_err(|error| format!("{error:#}"))?;
    let rows = written.rows.len();
    let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
    Ok(format!("{rows} 行写到了 {}", whole.display()))
}
