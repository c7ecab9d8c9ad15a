/*!
Why a file is not used, in words.

SQLite speaks English, and its sentences hold paths of where it was built; people are told
in Chinese what they can do something about, and the number for those who look it up.
*/

use super::Flaw;
use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

/// Why a file cannot be used.
#[derive(Debug, Error)]
pub enum Fault {
    /// It is something else.
    #[error("不是 lkx 的文件")]
    NotOurs,
    /// A newer program made it.
    #[error("由更新的 lkx 建立（格式 {0}）")]
    Newer(i32),
    /// It holds what the program did not make: what, as the end of a sentence.
    #[error("{0}")]
    Foreign(String),
    /// What it holds is not what was stored: the place and what is wrong there.
    #[error("{0}")]
    Damaged(String),
    /// SQLite reports something.
    #[error("{}", in_words(.0))]
    Sql(#[from] rusqlite::Error),
}

impl From<Flaw> for Fault {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Sql(error) => Fault::Sql(error),
            Flaw::Damaged { at, what } => Fault::Damaged(format!("{at}：{what}")),
        }
    }
}

/// What SQLite or its binding reports, as a short sentence.
pub fn in_words(error: &rusqlite::Error) -> String {
    let Some(code) = error.sqlite_error_code() else {
        return format!("一格{}", of_a_value(error));
    };
    let words = match code {
        ErrorCode::DatabaseCorrupt => "数据库文件损坏",
        ErrorCode::NotADatabase => "不是 SQLite 数据库",
        ErrorCode::OperationInterrupted => "查询太久没有结束",
        ErrorCode::DiskFull => "磁盘已满",
        ErrorCode::ReadOnly => "不可写",
        ErrorCode::CannotOpen => "打不开",
        ErrorCode::PermissionDenied => "没有权限",
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => "正被另一个进程使用",
        ErrorCode::OutOfMemory => "内存不够",
        ErrorCode::TooBig => "内容超出长度上限",
        ErrorCode::ConstraintViolation => "内容不合表的约束",
        ErrorCode::SystemIoFailure => "读写磁盘出错，或者超出了一个文件的大小上限（ulimit -f）",
        _ => "数据库出错",
    };
    let number = error
        .sqlite_error()
        .map_or(ffi::SQLITE_ERROR, |error| error.extended_code);
    format!("{words}（SQLite 代码 {number}）")
}

/// What is wrong with a value, as the end of a sentence that names it.
pub(super) fn of_a_value(error: &rusqlite::Error) -> &'static str {
    match error {
        rusqlite::Error::FromSqlConversionFailure(..) => "的内容读不出来",
        rusqlite::Error::IntegralValueOutOfRange(..) => "的数超出范围",
        rusqlite::Error::InvalidColumnType(..) => "的类型不对",
        rusqlite::Error::Utf8Error(..) => "不是 UTF-8 文字",
        rusqlite::Error::QueryReturnedNoRows => "不在",
        _ => "的内容不对",
    }
}
