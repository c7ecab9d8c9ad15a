use super::place::{Place, Ran};
use clap::CommandFactory;

fn lkx(arguments: &[&str]) -> Ran {
    Place::new().lkx(arguments)
}

fn subcommands() -> Vec<String> {
    lkx::cli::Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect()
}

#[test]
fn the_help_is_chinese() {
    let ran = lkx(&["--help"]).well();
    for heading in ["用法：", "子命令:", "选项:"] {
        assert!(ran.out.contains(heading), "{heading}");
    }
    for name in subcommands() {
        let own = lkx(&[&name, "--help"]).well().out;
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Print ",
            "possible values",
            "[OPTIONS]",
        ] {
            assert!(!own.contains(english), "{english} in {name}");
        }
        assert!(own.contains(&format!("用法：lkx {name}")), "{own}");
        assert!(ran.out.contains(&name));
    }
}

#[test]
fn the_manual_page_has_every_subcommand() {
    let page = lkx(&["man"]).well().out;
    for name in subcommands() {
        assert!(page.contains(&format!("lkx {name}")), "{name}");
    }
    assert!(page.contains("\\-\\-dry\\-run"));
    let headings: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix(".SH "))
        .collect();
    assert_eq!(headings[..3], ["名称", "概要", "说明"]);
    let english = headings
        .iter()
        .find(|heading| heading.is_ascii() && !heading.starts_with("\"lkx "));
    assert_eq!(english, None);
    // There is no page of that name.
    assert!(!page.contains("import(1)"));
}

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = lkx(&["completions", shell]).well().out;
        assert!(
            script.contains("export") && script.contains("dry-run"),
            "{shell}"
        );
    }
    lkx(&["completions", "dos"]).refused(2, &["dos", "bash"]);
}

#[test]
fn wrong_usage_is_told_in_chinese() {
    lkx(&["exprot"]).refused(2, &["没有 exprot 这个子命令", "export"]);
    lkx(&["list", "--yaer", "2023"]).refused(2, &["没有 --yaer 这个参数", "--year"]);
    lkx(&["show"]).refused(2, &["还缺"]);
    lkx(&["list", "--year"]).refused(2, &["--year"]);
    lkx(&["list", "--stage", "核算"]).refused(2, &["预算 或 决算"]);
    lkx(&["list", "--table", "政府性基金"]).refused(2, &["政府性基金三公经费表"]);
}

#[test]
fn the_licences_of_every_part_are_there() {
    let said = lkx(&["--licenses"]).well().out;
    for part in ["rusqlite ", "hayro-interpret ", "MPL-2.0", "SQLite"] {
        assert!(said.contains(part), "{part}");
    }
}

#[test]
fn the_version() {
    let expected = format!("lkx {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(lkx(&["-V"]).well().out, expected);
    let all = lkx(&["--version"]).well().out;
    assert!(all.starts_with(&expected), "{all}");
    let feature = if cfg!(feature = "parquet") {
        "\n带有 parquet\n"
    } else {
        "\n不带 parquet\n"
    };
    assert!(
        all.contains("\nSQLite 3.") && all.contains(feature),
        "{all}"
    );
}
