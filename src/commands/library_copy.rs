/*!
`lkx library copy A B`: what one library holds and another does not goes into the other.
*/

use super::Outcome;
use super::interruption::Interruption;
use super::messages::tell;
use super::wrong_usage::WrongUsage;
use crate::budget::YearLists;
use crate::checks;
use crate::library::{CatalogueEntry, Copied, Kept, Library, Neighbourhood};
use anyhow::bail;
use std::path::PathBuf;

/// How many reports of the checks go along at once.
const REPORTS_IN_ONE_GO: usize = 64;

pub(super) fn run(between: &[PathBuf], lists: &YearLists) -> anyhow::Result<Outcome> {
    let [from, to] = between else {
        return Err(WrongUsage::new("copy 要写两个库：从哪个，到哪个").into());
    };
    let from = Library::open(from)?;
    // A folder that somebody names may be a slip.
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty())
        && !folder.is_dir()
    {
        bail!("没有文件夹 {}；请先建立，或检查库的路径", folder.display());
    }
    let mut to = Library::open_for_writing(to)?;
    let interruption = Interruption::listen()?;
    let entries = from.catalogue()?;
    let [mut copied, mut there, mut left] = [0usize; 3];
    for entry in &entries {
        interruption.check()?;
        match to.copy_from(&from, entry.id)? {
            Copied::Copied => copied += 1,
            Copied::There => there += 1,
            Copied::Differs => {
                left += 1;
                tell(&format!(
                    "{}：那边的库读的是另一份文件，没有动它；要换成这一份，先在那边 lkx remove",
                    entry.identity
                ));
            }
        }
    }
    take_reports_along(&from, &mut to, (&entries, lists), &interruption)?;
    tell(&format!(
        "复制 {copied} 份，已有 {there} 份，未动 {left} 份"
    ));
    Ok(match left {
        0 => Outcome::Done,
        _ => Outcome::Incomplete,
    })
}

/// What the checks said goes along where it rests on the same documents there.
fn take_reports_along(
    from: &Library,
    to: &mut Library,
    (entries, lists): (&[CatalogueEntry], &YearLists),
    interruption: &Interruption,
) -> anyhow::Result<()> {
    let here = Neighbourhood::of(from.catalogue()?);
    let there = Neighbourhood::of(to.catalogue()?);
    for entries in entries.chunks(REPORTS_IN_ONE_GO) {
        interruption.check()?;
        let mut kept = Vec::new();
        for entry in entries {
            let (id, rules) = (entry.id, checks::edition(lists, entry.identity.year));
            let basis = here.basis(id, rules.clone());
            let is_known = to.report(id, &basis)?.is_some();
            if is_known || there.basis(id, rules) != basis {
                continue;
            }
            let report = from.report(id, &basis)?;
            kept.extend(report.map(|report| Kept { id, basis, report }));
        }
        to.keep_reports(&kept)?;
    }
    Ok(())
}
