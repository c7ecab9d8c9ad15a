/*!
The whole program in a real pseudo-terminal, as a person meets it, beside a program
that only draws one ratatui list: `cargo bench --bench process`.

Both run in the same minute on the same machine, so that their ratio says something
where milliseconds do not. The targets are printed beside and nothing is asserted: a
busy machine is no fault of the program. `LKX_SEEDS` may name a folder of documents to
import; otherwise the samples are taken. `-- keys` measures the keys alone, and so on.
*/

mod bare_list;
mod figures;
mod folder;
mod imports;
mod keys;
mod large;
mod memory;
mod pages;
mod program;
mod start;
mod terminal;
mod traffic;

use figures::heading;
use program::Place;

/// A part of the report: the argument that asks for it alone, its title, how it is measured.
type Part = (&'static str, &'static str, fn(&Place) -> anyhow::Result<()>);

const PARTS: [Part; 8] = [
    ("import", "import in one process", imports::measure),
    ("pages", "PDF, one document a process", pages::measure),
    ("folder", "PDF, a folder of a hundred", folder::measure),
    ("start", "start to first whole frame, 80x24", start::measure),
    (
        "large",
        "the first page over a large library",
        large::measure,
    ),
    ("bytes", "bytes sent for one key, 80x24", traffic::measure),
    ("keys", "key to frame, 200x50", keys::measure),
    (
        "memory",
        "resident memory after every page",
        memory::measure,
    ),
];

fn main() -> anyhow::Result<()> {
    if std::env::args().any(|argument| argument == bare_list::ARGUMENT) {
        return bare_list::run();
    }
    let place = Place::prepare()?;
    let cores = std::thread::available_parallelism()?;
    println!("lkx {} on {cores} cores", env!("CARGO_PKG_VERSION"));
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    for (name, title, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|want| want == name) {
            heading(title);
            measure(&place)?;
        }
    }
    Ok(())
}
