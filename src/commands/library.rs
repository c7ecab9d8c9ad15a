/*!
`lkx library`: what a library holds, and whether it is whole.
*/

use super::Outcome;
use super::checking::Examination;
use super::interruption::Interruption;
use super::isolated::{self, Measure};
use super::library_copy;
use super::messages::tell;
use super::which_library::WhichLibrary;
use super::wrong_usage::WrongUsage;
use crate::checks;
use crate::cli::{LibraryArguments, LibraryQuestion};
use crate::library::{Contents, Doubt, Library};
use crate::text::clean::for_terminal;
use std::io::{self, Write};

/// How many doubts are told of one document; the first ones say what is the matter.
const DOUBTS_A_DOCUMENT: usize = 20;

pub(super) fn run(arguments: &LibraryArguments, which: &WhichLibrary) -> anyhow::Result<Outcome> {
    if arguments.question == LibraryQuestion::Copy {
        return library_copy::run(&arguments.between, which.year_lists());
    }
    if !arguments.between.is_empty() {
        return Err(WrongUsage::new("库用 --library 指定；只有 copy 后面写库").into());
    }
    let library = which.open()?;
    match arguments.question {
        LibraryQuestion::Check => check(&library, which),
        LibraryQuestion::Info | LibraryQuestion::Copy => info(&library, which),
    }
}

fn info(library: &Library, which: &WhichLibrary) -> anyhow::Result<Outcome> {
    let contents = library.contents()?;
    let (reported, found) = library.reported(|year| checks::edition(which.year_lists(), year))?;
    let [errors, warnings, notes] = found;
    let found =
        format!("{reported} 份已按本程序的规则核对：错误 {errors}，警告 {warnings}，提示 {notes}");
    let mut out = io::stdout().lock();
    for (name, value) in lines(library, &contents, found) {
        writeln!(out, "{name}　{}", for_terminal(&value))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn lines(library: &Library, contents: &Contents, found: String) -> Vec<(&'static str, String)> {
    let years = match contents.years {
        None => "无".to_owned(),
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first} 至 {last}"),
    };
    let replaced = match contents.replaced {
        0 => String::new(),
        replaced => format!("，另有被替换的 {replaced} 份"),
    };
    vec![
        ("库文件", library.path().display().to_string()),
        ("库格式", contents.format.to_string()),
        ("预　算", format!("{} 份{replaced}", contents.documents)),
        ("单　位", format!("{} 个", contents.units)),
        ("年　度", years),
        ("数　　", format!("{} 个", contents.figures)),
        ("疑　点", found),
        ("大　小", format!("{} 字节", contents.size)),
        ("程　序", format!("lkx {}", env!("CARGO_PKG_VERSION"))),
        ("读文件", confinement()),
    ]
}

/// How the child processes that read documents are shut in, and what this system lacks for it.
fn confinement() -> String {
    let measures = match isolated::confinement() {
        Ok(measures) => measures,
        Err(why) => return why,
    };
    let missing = measures.iter().filter(|measure| !measure.holds_wholly());
    let missing: Vec<String> = missing.map(Measure::in_words).collect();
    let all = measures.len();
    if missing.is_empty() {
        format!("各在隔离的子进程里，{all} 项限制全部有效（lkx --version --verbose 逐项列出）")
    } else {
        format!("各在子进程里，{all} 项限制中：{}", missing.join("；"))
    }
}

fn check(library: &Library, which: &WhichLibrary) -> anyhow::Result<Outcome> {
    let interruption = Interruption::listen()?;
    let mut doubts = Telling::default();
    doubts.tell(library.doubts_of_the_file()?)?;
    doubts.tell(library.doubts_of_the_lists())?;
    let documents = library.all_documents()?;
    for id in &documents {
        interruption.check()?;
        doubts.tell(library.doubts_of(*id))?;
    }
    // What is damaged was told, and its findings cannot be found out again.
    if doubts.told == 0 {
        tell_other_findings(library, which, &interruption, &mut doubts)?;
    }
    let count = documents.len();
    if doubts.told == 0 {
        tell(&format!(
            "库完好：核对了 {count} 份文件的金额、位置、用词、原文散列、存着的疑点，以及数据库本身"
        ));
        return Ok(Outcome::Done);
    }
    tell(&format!(
        "库不完好：核对了 {count} 份文件，发现 {} 处；请从备份恢复，或用公开文件重新导入到新库",
        doubts.told
    ));
    Ok(Outcome::Incomplete)
}

/// Tells where the library keeps other findings than the checks find.
fn tell_other_findings(
    library: &Library,
    which: &WhichLibrary,
    interruption: &Interruption,
    doubts: &mut Telling,
) -> anyhow::Result<()> {
    let entries = library.catalogue()?;
    let examination = Examination {
        which,
        library,
        entries: &entries,
        interruption,
    };
    examination.differing(&mut |entry| {
        let says = format!(
            "{}（{}）：存着的疑点与重新核对的不同",
            entry.identity, entry.file_name
        );
        Ok(doubts.tell(vec![Doubt(says)])?)
    })
}

/// Doubts on their way to standard output.
#[derive(Default)]
struct Telling {
    told: usize,
}

impl Telling {
    fn tell(&mut self, doubts: Vec<Doubt>) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for Doubt(words) in doubts.iter().take(DOUBTS_A_DOCUMENT) {
            writeln!(out, "{}", for_terminal(words))?;
        }
        let more = doubts.len().saturating_sub(DOUBTS_A_DOCUMENT);
        if more > 0 {
            writeln!(out, "……这份文件另有 {more} 处")?;
        }
        self.told += doubts.len();
        out.flush()
    }
}
