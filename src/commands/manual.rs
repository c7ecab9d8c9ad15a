/*!
`lkx man`: the manual page, for `lkx man | man -l -`.

The main page lists the subcommands; their options follow, so that one page has all.
*/

use super::Outcome;
use crate::cli;
use clap_mangen::Man;
use std::io::{self, Write};

/// Headings that clap_mangen writes, and what stands over a Chinese page.
const HEADINGS: [(&str, &str); 6] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "概要"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("EXTRA", "备注"),
    ("VERSION", "版本"),
];
/// How the heading of a subcommand begins.
const SUBCOMMAND: &str = ".SH \"lkx ";
/// What clap_mangen takes for the page of a subcommand; the sections of this one are meant.
const PAGE_OF_ITS_OWN: &str = "(1)";

pub(super) fn run() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    let mut command = cli::command();
    command.build();
    Man::new(command.clone())
        .section("1")
        .date(cli::DATE.unwrap_or("未发布"))
        .source(format!("lkx {}", env!("CARGO_PKG_VERSION")))
        .manual("类款项")
        .render(&mut page)?;
    for subcommand in command.get_subcommands() {
        let title = format!("{SUBCOMMAND}{}\"\n", subcommand.get_name());
        page.extend_from_slice(title.as_bytes());
        let man = Man::new(subcommand.clone());
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    let page = String::from_utf8(page)?;
    let mut out = io::stdout().lock();
    let mut is_below_subcommand = false;
    for line in page.lines() {
        let is_subcommand = line.starts_with(SUBCOMMAND);
        is_below_subcommand |= is_subcommand;
        let is_part = is_below_subcommand && !is_subcommand;
        writeln!(out, "{}", as_it_is_read(line, is_part))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A line of the page: headings in Chinese, those of a subcommand's parts below its own; subcommands as they are typed.
fn as_it_is_read(line: &str, is_part: bool) -> String {
    if let Some(heading) = line.strip_prefix(".SH ") {
        let known = HEADINGS.iter().find(|(english, _)| *english == heading);
        let heading = known.map_or(heading, |(_, chinese)| chinese);
        let level = if is_part { ".SS" } else { ".SH" };
        return format!("{level} {heading}");
    }
    let of_subcommand = line.strip_prefix("lkx\\-");
    match of_subcommand.and_then(|rest| rest.strip_suffix(PAGE_OF_ITS_OWN)) {
        Some(name) => format!("\\fBlkx {name}\\fR"),
        None => line.to_owned(),
    }
}
