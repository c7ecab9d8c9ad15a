/*!
Where the program runs: environment, folders, terminals.

All of it is read once, at the start, and handed down as plain data, so that whatever
depends on it can be tested without touching the environment.
*/

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// What the program finds around itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The library that `LKX_LIBRARY` names.
    pub named_library: Option<PathBuf>,
    /// Where the library lies when nothing names one; none where the user has no home.
    pub usual_library: Option<PathBuf>,
    /// Where the lists of codes lie that the user imported.
    pub lists: Option<PathBuf>,
    /// Where files lie that can be made again.
    pub cache: Option<PathBuf>,
    /// The notes that `LKX_NOTES` names.
    pub named_notes: Option<PathBuf>,
    /// The theme that `LKX_THEME` names, or that of a light background where `COLORFGBG` tells of one.
    pub theme: Option<String>,
    /// Where the notes lie when nothing names them: in a folder of their own, which nobody
    /// else may enter.
    pub usual_notes: Option<PathBuf>,
    /// Who writes notes (`LKX_AUTHOR`, else the name of the login), or empty.
    pub author: String,
    /// Whether somebody can answer a question.
    pub stdin_is_terminal: bool,
    /// Whether data goes to somebody's eyes.
    pub stdout_is_terminal: bool,
    /// Whether messages go to somebody's eyes.
    pub stderr_is_terminal: bool,
    /// The locale, where it names a character set that is not UTF-8: `zh_CN.GB18030`.
    pub foreign_locale: Option<String>,
    /// What the terminal calls itself: `xterm-256color`, or empty.
    pub term: String,
    /// Whether colour is unwanted (`NO_COLOR`).
    pub no_color: bool,
    /// Whether the terminal is inside tmux.
    pub in_tmux: bool,
    /// What opens locked documents (`LKX_PASSWORD`).
    pub password: Option<Zeroizing<String>>,
    /// Whether programs ask, which were promised that nothing is written.
    pub reads_only: bool,
    /// Whether a test asks for a panic; programs that people use do not know of it.
    pub panics: bool,
}

impl Surroundings {
    /// Looks around.
    pub fn read() -> Self {
        let text = |name| variable(name).map(|value| value.to_string_lossy().into_owned());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text);
        Self {
            named_library: variable("LKX_LIBRARY").map(PathBuf::from),
            usual_library: directories::ProjectDirs::from("", "", "lkx")
                .map(|folders| folders.data_dir().join("library.sqlite")),
            lists: directories::ProjectDirs::from("", "", "lkx")
                .map(|folders| folders.data_dir().join("classification")),
            cache: directories::ProjectDirs::from("", "", "lkx")
                .map(|folders| folders.cache_dir().to_owned()),
            named_notes: variable("LKX_NOTES").map(PathBuf::from),
            theme: text("LKX_THEME").or_else(|| {
                let colors = text("COLORFGBG")?;
                let background = colors.rsplit(';').next()?;
                matches!(background, "7" | "15").then(|| "light".to_owned())
            }),
            usual_notes: directories::ProjectDirs::from("", "", "lkx")
                .map(|folders| folders.data_dir().join("notes").join("notes.sqlite")),
            author: ["LKX_AUTHOR", "LOGNAME", "USER", "USERNAME"]
                .into_iter()
                .find_map(text)
                .unwrap_or_default(),
            stdin_is_terminal: std::io::stdin().is_terminal(),
            stdout_is_terminal: std::io::stdout().is_terminal(),
            stderr_is_terminal: std::io::stderr().is_terminal(),
            foreign_locale: locale.filter(|locale| names_another_charset(locale)),
            term: text("TERM").unwrap_or_default(),
            no_color: variable("NO_COLOR").is_some(),
            in_tmux: variable("TMUX").is_some(),
            password: text("LKX_PASSWORD").map(Zeroizing::new),
            reads_only: false,
            panics: cfg!(debug_assertions) && variable("LKX_PANIC_FOR_TEST").is_some(),
        }
    }

    /// The time as the library keeps it: `2026-11-21 08:30:00`, local time.
    pub fn now(&self) -> String {
        now()
    }
}

/// The local time, as a clock for what outlives the surroundings.
pub fn now() -> String {
    jiff::ZonedDateTime::now()
        .strftime("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// A variable of the environment; an empty one counts as not set.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether a locale such as `zh_CN.GB18030@pinyin` names a character set other than UTF-8.
/// Without a name it is the old one of its country: `zh_CN` is GB2312.
fn names_another_charset(locale: &str) -> bool {
    let locale = locale.split('@').next().unwrap_or_default();
    let (country, charset) = locale.split_once('.').unwrap_or((locale, ""));
    if charset.is_empty() {
        let language = country.split('_').next().unwrap_or_default();
        return matches!(
            language,
            "zh" | "ja" | "ko" | "chinese" | "japanese" | "korean"
        );
    }
    let plain: String = charset
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    !plain.is_empty() && !plain.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_sets() {
        for (locale, another) in [
            ("zh_CN.GB18030", true),
            ("zh_CN.gbk@pinyin", true),
            ("en_US.ISO-8859-1", true),
            ("zh_CN.UTF-8", false),
            ("zh_CN.utf8@pinyin", false),
            ("C.UTF-8", false),
            ("C", false),
            ("en_US", false),
            ("zh_CN", true),
            ("zh_CN@pinyin", true),
            ("zh_TW", true),
            ("zh_CN.", true),
            ("POSIX", false),
        ] {
            assert_eq!(names_another_charset(locale), another, "{locale}");
        }
    }
}
