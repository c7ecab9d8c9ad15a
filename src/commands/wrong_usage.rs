/*!
Arguments that make no sense, told in Chinese.

The parser's own messages are English; what it found wrong is taken from it, not the
words.
*/

use super::WRONG_USAGE;
use super::messages::tell;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::process::ExitCode;

/// Arguments that the parser lets pass and that make no sense together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WrongUsage(String);

impl WrongUsage {
    /// What is wrong with them, as a sentence.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

/// Shows the help or the version that was asked for, or tells what is wrong.
pub fn answer(error: &Error) -> ExitCode {
    if !error.use_stderr() {
        // A reader of the help that closes the pipe has read enough.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    tell(&format!("lkx：{}\n说明见 lkx --help", sentence(error)));
    ExitCode::from(WRONG_USAGE)
}

fn sentence(error: &Error) -> String {
    let what = |kind| texts(error, kind).join("、");
    let argument = what(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand].map(what);
            format!("没有 {argument} 这个参数{}", suggestion(&meant.concat()))
        }
        ErrorKind::InvalidSubcommand => format!(
            "没有 {} 这个子命令{}",
            what(ContextKind::InvalidSubcommand),
            suggestion(&what(ContextKind::SuggestedSubcommand))
        ),
        ErrorKind::MissingRequiredArgument => format!("还缺 {argument}"),
        ErrorKind::ArgumentConflict => format!("{argument} 只能写一次，也不能与别的冲突"),
        ErrorKind::InvalidValue if what(ContextKind::InvalidValue).is_empty() => {
            format!("{argument} 后面还缺一个值")
        }
        ErrorKind::InvalidValue => format!(
            "{argument} 不能是 {}；可以是 {}",
            what(ContextKind::InvalidValue),
            what(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!(
                "{argument} 不能是 {}：{why}",
                what(ContextKind::InvalidValue)
            )
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文本".to_owned(),
        _ => format!("参数不对 {argument}"),
    }
}

fn suggestion(meant: &str) -> String {
    if meant.is_empty() {
        String::new()
    } else {
        format!("；是不是 {meant}？")
    }
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
